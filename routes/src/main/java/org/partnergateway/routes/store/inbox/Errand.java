package org.partnergateway.routes.store.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * News that a message only told of, and that is to be fetched.
 *
 * @param toldBy the message's row
 * @param attempts how often it was tried to fetch it
 * @param operation of the partner that fetches it
 * @param message what its answer is split into
 * @param messageId what the partner calls the news
 */
public record Errand(
    long id,
    long toldBy,
    int attempts,
    Instant createdAt,
    String partner,
    String operation,
    String message,
    String messageId,
    JsonNode body) {}
