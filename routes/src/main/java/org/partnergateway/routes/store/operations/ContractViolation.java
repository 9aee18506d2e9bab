package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that broke its partner's contract.
 *
 * @param subject the operation or message, such as {@code book-shipment}
 * @param operationId the operation record it answered, where there is one
 * @param violations what is wrong and where, as the contract's check told it
 * @param body the raw bytes
 */
public record ContractViolation(
    String partner,
    String subject,
    @Nullable String operationId,
    Instant recordedAt,
    JsonNode violations,
    byte[] body) {}
