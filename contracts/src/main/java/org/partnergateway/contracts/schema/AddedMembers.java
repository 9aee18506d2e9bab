package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * Finds the members of a valid message that its schema allows without knowing them: what its sender
 * has added since the schema was written. Costs more than checking the message.
 */
final class AddedMembers {
  /** As many as a person would read. */
  private static final int MOST = 20;

  private static final List<String> IN_PLACE = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> CONDITIONAL = List.of("if", "then", "else");

  private final LinkedSchemas linked;
  private final Set<String> found = new TreeSet<>();

  private AddedMembers(LinkedSchemas linked) {
    this.linked = linked;
  }

  /** Pointers with {@code *} for the elements of arrays, each once. */
  static List<String> of(JsonNode message, JsonNode schema, LinkedSchemas linked) {
    AddedMembers added = new AddedMembers(linked);
    added.walk("", message, List.of(schema));
    return List.copyOf(added.found);
  }

  private void walk(String pointer, JsonNode node, List<JsonNode> schemas) {
    if (!node.isContainerNode() || found.size() >= MOST) {
      return;
    }
    List<JsonNode> applied = new ArrayList<>();
    Set<String> followed = new HashSet<>();
    schemas.forEach(schema -> apply(schema, applied, followed));
    if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      applied.forEach(schema -> addIfThere(schema.get("items"), items));
      applied.forEach(schema -> schema.path("prefixItems").forEach(items::add));
      node.forEach(element -> walk(pointer + "/*", element, items));
      return;
    }
    boolean says = applied.stream().anyMatch(schema -> schema.has("properties"));
    node.properties()
        .forEach(
            member -> {
              List<JsonNode> known = known(applied, member.getKey());
              String place = JsonPointers.append(pointer, member.getKey());
              if (!known.isEmpty()) {
                walk(place, member.getValue(), known);
              } else if (says) {
                found.add(place);
              }
            });
  }

  /** What the schemas say of such a member. */
  private static List<JsonNode> known(List<JsonNode> applied, String name) {
    List<JsonNode> known = new ArrayList<>();
    for (JsonNode schema : applied) {
      addIfThere(schema.path("properties").get(name), known);
      schema
          .path("patternProperties")
          .properties()
          .forEach(
              pattern -> {
                if (name.matches("(?s).*" + pattern.getKey() + ".*")) {
                  known.add(pattern.getValue());
                }
              });
      JsonNode others = schema.path("additionalProperties");
      if (known.isEmpty() && others.isObject()) {
        known.add(others);
      }
    }
    return known;
  }

  private static void addIfThere(@Nullable JsonNode schema, List<JsonNode> schemas) {
    if (schema != null) {
      schemas.add(schema);
    }
  }

  /** The schema, and all that it applies in place. */
  private void apply(@Nullable JsonNode schema, List<JsonNode> applied, Set<String> followed) {
    if (schema == null || !schema.isObject()) {
      return;
    }
    applied.add(schema);
    for (String keyword : IN_PLACE) {
      schema.path(keyword).forEach(part -> apply(part, applied, followed));
    }
    for (String keyword : CONDITIONAL) {
      apply(schema.get(keyword), applied, followed);
    }
    schema.path("dependentSchemas").forEach(part -> apply(part, applied, followed));
    String ref = schema.path("$ref").asText();
    if (!ref.isEmpty() && followed.add(ref)) {
      apply(linked.schema(ref), applied, followed);
    }
  }
}
