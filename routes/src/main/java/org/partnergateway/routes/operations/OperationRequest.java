package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.store.Fingerprint;

/**
 * What a caller asks for.
 *
 * @param key the caller's Idempotency-Key
 * @param fingerprint of method, path and body
 * @param body the canonical request
 * @param durable whether the gateway is to go on trying when the partner can't be reached
 * @param targets ids of what the path names, by kind
 */
public record OperationRequest(
    CanonicalOperation operation,
    String caller,
    String key,
    Fingerprint fingerprint,
    ObjectNode body,
    boolean durable,
    Map<String, String> targets) {}
