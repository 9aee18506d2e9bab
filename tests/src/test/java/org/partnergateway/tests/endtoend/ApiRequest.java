package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/**
 * A request in the making.
 *
 * @param target path and query, percent-encoded
 * @param headers besides the token; an empty value leaves a header out
 */
record ApiRequest(String method, String target, Map<String, String> headers, byte[] body) {
  private static final byte[] NOTHING = new byte[0];

  static ApiRequest get(String target) {
    return new ApiRequest("GET", target, Map.of(), NOTHING);
  }

  static ApiRequest post(String target, JsonNode body) {
    return post(target, StrictJson.write(body));
  }

  static ApiRequest post(String target, String body) {
    return post(target, body.getBytes(StandardCharsets.UTF_8));
  }

  static ApiRequest post(String target, byte[] body) {
    return new ApiRequest("POST", target, Map.of("Content-Type", "application/json"), body);
  }

  ApiRequest key(@Nullable String key) {
    return key == null ? this : header("Idempotency-Key", key);
  }

  ApiRequest header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiRequest(method, target, more, body);
  }

  ApiRequest method(String other) {
    return new ApiRequest(other, target, headers, body);
  }

  ApiRequest target(String other) {
    return new ApiRequest(method, other, headers, body);
  }

  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }
}
