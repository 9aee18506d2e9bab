package org.partnergateway.routes.store.inbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How far a poll has come.
 *
 * @param poll the poll's name in the partner's adapter file
 * @param checkpoint what the next poll begins with
 */
public record PollCheckpoint(String partner, String poll, JsonNode checkpoint) {}
