package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer to a caller, kept to be given again byte for byte.
 *
 * @param headers name to value
 */
public record Response(int status, JsonNode headers, byte[] body) {}
