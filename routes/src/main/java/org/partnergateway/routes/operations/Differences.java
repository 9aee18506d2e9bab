package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.json.StrictJson;

/** Where two trees differ. */
final class Differences {
  /** Enough to see what is the matter. */
  private static final int MOST = 100;

  private final ArrayNode found = StrictJson.nodes().arrayNode();

  private Differences() {}

  /**
   * A list of {@code {pointer, sent, today}}; a side that has nothing there leaves its member out.
   */
  static ArrayNode between(JsonNode sent, JsonNode today) {
    Differences differences = new Differences();
    differences.compare("", sent, today);
    return differences.found;
  }

  private void compare(String pointer, JsonNode sent, JsonNode today) {
    if (sent.isObject() && today.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      sent.fieldNames().forEachRemaining(names::add);
      today.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(JsonPointers.append(pointer, name), sent.path(name), today.path(name)));
    } else if (sent.isArray() && today.isArray()) {
      for (int i = 0; i < Math.max(sent.size(), today.size()); i++) {
        compare(pointer + "/" + i, sent.path(i), today.path(i));
      }
    } else if (!sent.equals(today) && found.size() < MOST) {
      ObjectNode difference = found.addObject().put("pointer", pointer);
      set(difference, "sent", sent);
      set(difference, "today", today);
    }
  }

  private static void set(ObjectNode difference, String side, JsonNode value) {
    if (!(value instanceof MissingNode)) {
      difference.set(side, value);
    }
  }
}
