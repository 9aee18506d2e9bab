package org.partnergateway.contracts.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * A request as a tree, without its method and address.
 *
 * @param path path parameters by name, decoded; values are strings
 * @param query query parameters by name, decoded; values are strings, or arrays of strings where
 *     one is repeated
 * @param headers header fields by name in any case; values are strings
 * @param body the body, or null when there is none
 */
public record RequestParts(
    JsonNode path, JsonNode query, JsonNode headers, @Nullable JsonNode body) {

  /** A request that is nothing but a body. */
  public static RequestParts ofBody(JsonNode body) {
    JsonNode none = JsonNodeFactory.instance.objectNode();
    return new RequestParts(none, none, none, body);
  }
}
