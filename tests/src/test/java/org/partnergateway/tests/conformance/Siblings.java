package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document may refer to another of its vendor's by the name that it had where it was published:
 * then what the one beside it has is read as its own.
 */
final class Siblings {
  private static final String SCHEMAS = "/components/schemas/";

  private Siblings() {}

  static JsonNode merge(Path file, JsonNode document) {
    ObjectNode merged = document.deepCopy();
    boolean more = true;
    while (more) {
      more = merge(file, merged, merged);
    }
    return merged;
  }

  /** Whether a reference was followed. */
  private static boolean merge(Path file, ObjectNode root, JsonNode node) {
    String reference = node.path("$ref").asText();
    int fragment = reference.indexOf('#');
    if (fragment > 0 && reference.startsWith(SCHEMAS, fragment + 1)) {
      String pointer = reference.substring(fragment + 1);
      for (JsonNode other : others(file)) {
        if (!other.at(pointer).isMissingNode()) {
          add(root, other.at("/components/schemas"));
          ((ObjectNode) node).put("$ref", "#" + pointer);
          return true;
        }
      }
    }
    boolean followed = false;
    List<JsonNode> children = new ArrayList<>();
    node.forEach(children::add);
    for (JsonNode child : children) {
      followed |= merge(file, root, child);
    }
    return followed;
  }

  private static void add(ObjectNode root, JsonNode schemas) {
    ObjectNode own = (ObjectNode) root.at("/components/schemas");
    schemas
        .properties()
        .forEach(
            schema -> {
              if (!own.has(schema.getKey())) {
                own.set(schema.getKey(), schema.getValue());
              }
            });
  }

  private static List<JsonNode> others(Path file) {
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      return files
          .filter(other -> other.toString().endsWith(".json"))
          .filter(other -> !other.equals(file.toAbsolutePath()))
          .sorted()
          .map(VendorDocument::tree)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(file + " has readable neighbours", e);
    }
  }
}
