package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeMap;

/** What partners call a thing: every name that was ever told, the first in front. */
final class References {
  private static final String NAME = "partner_refs";

  private References() {}

  /** The first is the one the partner is asked by; the others stand in an order of their own. */
  static void unite(ObjectNode merged, JsonNode told) {
    TreeMap<String, JsonNode> all = new TreeMap<>();
    merged.path(NAME).forEach(reference -> all.put(keyOf(reference), reference));
    told.forEach(reference -> all.put(keyOf(reference), reference));
    if (all.isEmpty()) {
      return;
    }
    JsonNode held = merged.path(NAME).path(0);
    JsonNode first = held.isMissingNode() ? told.path(0) : held;
    Set<String> rest = all.keySet();
    ArrayNode united = merged.putArray(NAME).add(first);
    rest.remove(keyOf(first));
    all.values().forEach(united::add);
  }

  private static String keyOf(JsonNode reference) {
    return reference.path("type").asText() + "\n" + reference.path("value").asText();
  }
}
