package org.partnergateway.routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;

/**
 * Where two documents differ: {@code [{pointer, from?, to?}]}, without {@code from} where something
 * was added and without {@code to} where it was removed. Elements of arrays are compared by their
 * places.
 */
final class JsonDifferences {
  private final ArrayNode found = StrictJson.nodes().arrayNode();
  private final Set<String> left;

  private JsonDifferences(Set<String> left) {
    this.left = left;
  }

  /**
   * @param before null when there was nothing
   * @param left members of the whole document that every change changes
   */
  static ArrayNode between(@Nullable JsonNode before, JsonNode after, Set<String> left) {
    JsonDifferences differences = new JsonDifferences(left);
    differences.compare("", before, after);
    return differences.found;
  }

  private void compare(String pointer, @Nullable JsonNode from, @Nullable JsonNode to) {
    if (from instanceof ObjectNode before && to instanceof ObjectNode after) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!pointer.isEmpty() || !left.contains(name)) {
          compare(pointer + "/" + escaped(name), before.get(name), after.get(name));
        }
      }
    } else if (from instanceof ArrayNode before && to instanceof ArrayNode after) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(pointer + "/" + i, before.get(i), after.get(i));
      }
    } else if (from == null || !from.equals(to)) {
      ObjectNode difference = found.addObject().put("pointer", pointer);
      if (from != null) {
        difference.set("from", from);
      }
      if (to != null) {
        difference.set("to", to);
      }
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
