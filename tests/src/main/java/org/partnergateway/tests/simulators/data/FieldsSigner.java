package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** HMAC-SHA256 over values of each item of the body, joined by colons, inside the item. */
record FieldsSigner(JsonNode signature, String hexKey) implements MessageSigner {
  @Override
  public JsonNode inside(JsonNode body) {
    JsonNode signed = body.deepCopy();
    JsonNode list = signature.has("items") ? signed.at(signature.get("items").asText()) : null;
    List<JsonNode> items = new ArrayList<>();
    if (list == null) {
      items.add(signed);
    } else {
      list.forEach(items::add);
    }
    for (JsonNode element : items) {
      sign(element.at(signature.path("item").asText("")));
    }
    return signed;
  }

  private void sign(JsonNode item) {
    List<String> values = new ArrayList<>();
    for (JsonNode field : signature.path("fields")) {
      String value = item.at(field.asText()).asText("");
      values.add(
          signature.path("escaped").asBoolean()
              ? value.replace("\\", "\\\\").replace(":", "\\:")
              : value);
    }
    byte[] proof =
        MessageSigners.hmac(
            HexFormat.of().parseHex(hexKey), "", String.join(":", values).getBytes(UTF_8));
    JsonPointer place = JsonPointer.compile(signature.path("signature").asText());
    ObjectNode holder =
        place.head().matches() ? (ObjectNode) item : ((ObjectNode) item).withObject(place.head());
    holder.set(
        place.last().getMatchingProperty(),
        JsonNodeFactory.instance.textNode(Base64.getEncoder().encodeToString(proof)));
  }

  @Override
  public Map<String, String> headers(byte[] body, Instant now) {
    return Map.of();
  }
}
