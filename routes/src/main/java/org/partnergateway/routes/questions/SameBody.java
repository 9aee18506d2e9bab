package org.partnergateway.routes.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Fingerprint;

/**
 * Tells bodies apart by what they say: the order of names and the writing of a number mean nothing,
 * but null is not the same as nothing.
 */
final class SameBody {
  private static final byte[] NOTHING = new byte[0];

  private SameBody() {}

  static Fingerprint fingerprint(@Nullable JsonNode body) {
    return Fingerprint.of(body == null ? NOTHING : StrictJson.write(plain(body)));
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(member -> sorted.put(member.getKey(), plain(member.getValue())));
      ObjectNode object = StrictJson.nodes().objectNode();
      object.setAll(sorted);
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = StrictJson.nodes().arrayNode();
      node.forEach(element -> array.add(plain(element)));
      return array;
    }
    return node.isNumber() ? StrictJson.nodes().textNode("#" + number(node)) : text(node);
  }

  private static String number(JsonNode node) {
    BigDecimal value = node.decimalValue();
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
  }

  /** So that no text can pass for a number. */
  private static JsonNode text(JsonNode node) {
    return node.isTextual() ? StrictJson.nodes().textNode("'" + node.textValue()) : node;
  }
}
