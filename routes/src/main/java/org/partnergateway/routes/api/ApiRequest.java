package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the canonical API that is authenticated and keeps to its contract.
 *
 * @param caller the client's name
 * @param path parameters by name
 * @param query parameters by name; one value each
 * @param headers those that the contract declares, and {@code Accept}; names in lower case
 * @param idempotencyKey present on every write
 * @param preference what {@code Prefer} asks for
 * @param rawBody as sent; what the idempotency fingerprint is taken from
 * @param upload the body, where the contract declares one that isn't JSON
 */
public record ApiRequest(
    String caller,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable String idempotencyKey,
    Preference preference,
    byte[] rawBody,
    @Nullable JsonNode body,
    @Nullable Upload upload) {

  /**
   * A body that is read as it comes.
   *
   * @param mediaType as the contract declares it
   * @param encoding as {@code Content-Encoding} says; null for none
   */
  public record Upload(String mediaType, @Nullable String encoding, InputStream content) {}

  /** The upload that the contract requires. */
  public Upload requiredUpload() {
    if (upload == null) {
      throw new IllegalStateException("the contract has no upload here");
    }
    return upload;
  }

  /** A path parameter that the contract requires. */
  public String pathParameter(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the contract has no path parameter " + name);
    }
    return value;
  }

  public @Nullable String queryParameter(String name) {
    return query.get(name);
  }

  /**
   * @param name in lower case
   */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body, or an empty object when the operation takes none. */
  public ObjectNode object() {
    return body instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }
}
