package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.TreeMap;

/** What partners call a thing: every name that was ever told, the first in front. */
final class References {
  private static final String NAME = "partner_refs";

  private References() {}

  /** The first is the one the partner is asked by; the others stand in an order of their own. */
  static void unite(ObjectNode merged, JsonNode told) {
    TreeMap<String, JsonNode> all = new TreeMap<>();
    merged.path(NAME).forEach(reference -> all.put(keyOf(reference), reference));
    told.forEach(reference -> all.merge(keyOf(reference), reference, References::fuller));
    if (all.isEmpty()) {
      return;
    }
    JsonNode held = merged.path(NAME).path(0);
    String key = keyOf(held.isMissingNode() ? told.path(0) : held);
    JsonNode first = Objects.requireNonNull(all.remove(key));
    ArrayNode united = merged.putArray(NAME).add(first);
    all.values().forEach(united::add);
  }

  /** The one that tells an amount, whichever was told first. */
  private static JsonNode fuller(JsonNode one, JsonNode other) {
    return one.toString().compareTo(other.toString()) >= 0 ? one : other;
  }

  private static String keyOf(JsonNode reference) {
    return reference.path("type").asText() + "\n" + reference.path("value").asText();
  }
}
