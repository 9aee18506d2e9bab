package org.partnergateway.routes.batches.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Reference;

/** The shape that a JSON Schema describes: its own properties and those that it is made up of. */
public final class SchemaShape implements Shape {
  private final Documents documents;
  private final String path;
  private final Map<String, List<Place>> members = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final List<Place> items = new ArrayList<>();
  private String type = "";

  private record Place(String path, JsonNode schema) {}

  private SchemaShape(Documents documents, List<Place> places) {
    this.documents = documents;
    this.path = places.getFirst().path();
    places.forEach(place -> read(place.path(), place.schema(), true));
  }

  /**
   * @param path of the schema's file
   */
  public static Shape of(Documents documents, String path) {
    return new SchemaShape(documents, List.of(new Place(path, documents.get(path).root())));
  }

  private void read(String base, JsonNode schema, boolean always) {
    JsonNode ref = schema.path("$ref");
    if (ref.isTextual()) {
      Reference target = Reference.resolve(base, ref.asText());
      read(target.path(), documents.get(target.path()).root().at(target.pointer()), always);
    }
    if (type.isEmpty()) {
      type = type(schema);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            member ->
                members
                    .computeIfAbsent(member.getKey(), name -> new ArrayList<>())
                    .add(new Place(base, member.getValue())));
    if (schema.has("items")) {
      items.add(new Place(base, schema.get("items")));
    }
    if (always) {
      schema.path("required").forEach(name -> required.add(name.asText()));
    }
    schema.path("allOf").forEach(part -> read(base, part, always));
    schema.path("anyOf").forEach(part -> read(base, part, false));
    schema.path("oneOf").forEach(part -> read(base, part, false));
  }

  private static String type(JsonNode schema) {
    JsonNode declared = schema.path("type");
    if (declared.isTextual()) {
      return declared.asText();
    }
    for (JsonNode one : declared) {
      if (!one.asText().equals("null")) {
        return one.asText();
      }
    }
    return "";
  }

  @Override
  public @Nullable Shape items() {
    return items.isEmpty() ? null : new SchemaShape(documents, items);
  }

  @Override
  public @Nullable Shape member(String name) {
    List<Place> places = members.get(name);
    return places == null ? null : new SchemaShape(documents, places);
  }

  @Override
  public Collection<String> names() {
    return members.keySet();
  }

  @Override
  public Collection<String> required() {
    return required;
  }

  @Override
  public @Nullable Leaf leaf() {
    if (!members.isEmpty() || !items.isEmpty()) {
      return null;
    }
    return switch (type) {
      case "integer" -> Leaf.INTEGER;
      case "number" -> Leaf.NUMBER;
      case "boolean" -> Leaf.BOOLEAN;
      default -> Leaf.TEXT;
    };
  }

  @Override
  public String toString() {
    return path;
  }
}
