package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway answered.
 *
 * @param json the body, or a missing node when it is not JSON
 */
record ApiAnswer(int status, HttpHeaders headers, byte[] body, JsonNode json) {
  String at(String pointer) {
    return json.at(pointer).asText();
  }

  String id() {
    return at("/id");
  }

  /** The body as an object that may be changed. */
  ObjectNode object() {
    return (ObjectNode) json.deepCopy();
  }

  @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  ApiAnswer expect(int expected) {
    if (status != expected) {
      throw new AssertionError("expected %d, but was %s".formatted(expected, this));
    }
    return this;
  }

  @Override
  public String toString() {
    return status + " " + (json instanceof MissingNode ? body.length + " bytes" : json.toString());
  }
}
