package org.partnergateway.routes.batches;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * @param number of the line in its file, from 1; a heading counts
 * @param content satisfies the kind's schema
 */
public record BatchLine(long number, JsonNode content) {}
