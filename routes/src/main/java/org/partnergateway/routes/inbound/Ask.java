package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * News that a message only tells of.
 *
 * @param operation of the partner that fetches it
 * @param message what its answer is split into
 */
public record Ask(String operation, String message, String messageId, JsonNode body) {}
