package org.partnergateway.routes.store.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What an endpoint is or was sent, as people see it.
 *
 * @param number later ones have higher numbers
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param nextAttemptAt means something while it is pending
 * @param attempts each as {@link Attempt} writes it, the first first
 */
public record WebhookDelivery(
    long number,
    String endpoint,
    String eventId,
    String eventType,
    String status,
    Instant nextAttemptAt,
    Instant createdAt,
    JsonNode attempts) {}
