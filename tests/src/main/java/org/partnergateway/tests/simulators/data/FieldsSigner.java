package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Signs values of each item of a message, inside the item. */
final class FieldsSigner implements MessageSigner {
  private final JsonNode signature;
  private final byte[] key;

  /**
   * @param secret in hex
   */
  FieldsSigner(JsonNode signature, String secret) {
    this.signature = signature;
    this.key = HexFormat.of().parseHex(secret);
  }

  @Override
  public JsonNode inside(JsonNode body) {
    JsonNode signed = body.deepCopy();
    String item = signature.path("item").asText("");
    for (JsonNode element : items(signed)) {
      sign(element.at(item));
    }
    return signed;
  }

  @Override
  public Map<String, String> headers(byte[] body, Instant now) {
    return Map.of();
  }

  private Iterable<JsonNode> items(JsonNode body) {
    return signature.has("items") ? body.at(signature.path("items").asText()) : List.of(body);
  }

  private void sign(JsonNode item) {
    StringJoiner values = new StringJoiner(":");
    for (JsonNode field : signature.path("fields")) {
      values.add(value(item.at(field.asText()).asText("")));
    }
    JsonPointer place = JsonPointer.compile(signature.path("signature").asText());
    byte[] proof = MessageSigners.hmac(key, "", values.toString().getBytes(UTF_8));
    ((ObjectNode) item)
        .withObject(place.head())
        .put(place.last().getMatchingProperty(), Base64.getEncoder().encodeToString(proof));
  }

  private String value(String text) {
    return signature.path("escaped").asBoolean()
        ? text.replace("\\", "\\\\").replace(":", "\\:")
        : text;
  }
}
