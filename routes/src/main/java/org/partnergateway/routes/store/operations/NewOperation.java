package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Fingerprint;

/**
 * What somebody asks for.
 *
 * @param id starts with {@code op_}
 * @param kind the canonical operation, such as {@code book-shipment}
 * @param caller who asks; keys of different callers don't meet
 * @param idempotencyKey the caller's key; the gateway's own operations make one from what causes
 *     them, so that they too happen once
 * @param fingerprint of method, path and body
 * @param reference our reference at the partner, at most 32 letters and digits, unique
 * @param request the canonical request
 * @param resourceKind what it creates or changes: payment, shipment, refund, order
 */
public record NewOperation(
    String id,
    String kind,
    String partner,
    String caller,
    String idempotencyKey,
    Fingerprint fingerprint,
    String reference,
    JsonNode request,
    @Nullable String resourceKind,
    @Nullable String resourceId,
    @Nullable String orderId) {}
