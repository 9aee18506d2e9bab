package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of answers that nobody announced.
 *
 * @param at JSON Pointer into the body; {@code *} stands for every member or element
 * @param change what becomes of it
 * @param name of the member that {@code add} adds
 * @param value for {@code set} and {@code add}
 */
public record Drift(String at, Change change, String name, JsonNode value) {
  /** What may become of a value. */
  public enum Change {
    /** The value becomes an array of it. */
    WRAP,
    /** The array becomes its first element. */
    UNWRAP,
    /** The value vanishes. */
    REMOVE,
    /** The value becomes another. */
    SET,
    /** The object gets one more member. */
    ADD
  }

  /** The body as it is now; changes the one given. */
  JsonNode of(JsonNode body) {
    List<String> path = new ArrayList<>();
    if (!at.isEmpty()) {
      for (String segment : at.substring(1).split("/", -1)) {
        path.add(segment.replace("~1", "/").replace("~0", "~"));
      }
    }
    JsonNode changed = change(body, path);
    return changed == null ? NullNode.instance : changed;
  }

  private @Nullable JsonNode change(JsonNode node, List<String> path) {
    if (path.isEmpty()) {
      return change(node);
    }
    String first = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
        if (first.equals("*") || first.equals(member.getKey())) {
          JsonNode changed = change(member.getValue(), rest);
          if (changed == null) {
            object.remove(member.getKey());
          } else {
            object.set(member.getKey(), changed);
          }
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (first.equals("*") || first.equals(Integer.toString(i))) {
          JsonNode changed = change(array.get(i), rest);
          if (changed == null) {
            array.remove(i);
          } else {
            array.set(i, changed);
          }
        }
      }
    }
    return node;
  }

  private @Nullable JsonNode change(JsonNode node) {
    return switch (change) {
      case WRAP -> JsonNodeFactory.instance.arrayNode().add(node);
      case UNWRAP -> node.isArray() && !node.isEmpty() ? node.get(0) : node;
      case REMOVE -> null;
      case SET -> value;
      case ADD -> node instanceof ObjectNode object ? object.set(name, value) : node;
    };
  }
}
