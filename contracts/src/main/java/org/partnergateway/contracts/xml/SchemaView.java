package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.json.JsonPointers;

/**
 * A JSON Schema together with all that it applies in place ({@code $ref}, {@code allOf}, {@code
 * anyOf}, {@code oneOf}, conditions), in the order in which they are written: what may stand in XML
 * is the union of what any of them knows.
 */
final class SchemaView {
  private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf");
  private static final Set<String> SINGLES = Set.of("then", "else");

  private final Documents documents;
  private final Set<Reference> parts = new LinkedHashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final List<Reference> items = new ArrayList<>();
  private final Map<String, List<Reference>> properties = new LinkedHashMap<>();

  SchemaView(Documents documents, List<Reference> schemas) {
    this.documents = documents;
    schemas.forEach(this::add);
  }

  private void add(Reference schema) {
    JsonNode node = documents.get(schema.path()).root().at(schema.pointer());
    if (!node.isObject() || !parts.add(schema)) {
      return;
    }
    JsonNode type = node.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    if (type.isMissingNode()) {
      inferType(node);
    }
    for (Map.Entry<String, JsonNode> keyword : node.properties()) {
      addKeyword(schema, keyword.getKey(), keyword.getValue());
    }
  }

  private void addKeyword(Reference schema, String keyword, JsonNode value) {
    if (keyword.equals("$ref")) {
      add(Reference.resolve(schema.path(), value.asText()));
    } else if (LISTS.contains(keyword)) {
      for (int i = 0; i < value.size(); i++) {
        add(below(schema, keyword, Integer.toString(i)));
      }
    } else if (SINGLES.contains(keyword)) {
      add(new Reference(schema.path(), JsonPointers.append(schema.pointer(), keyword)));
    } else if (keyword.equals("items")) {
      items.add(new Reference(schema.path(), JsonPointers.append(schema.pointer(), keyword)));
    } else if (keyword.equals("properties")) {
      value
          .properties()
          .forEach(
              property ->
                  properties
                      .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                      .add(below(schema, keyword, property.getKey())));
    }
  }

  /** What the values say, where no type is written. */
  private void inferType(JsonNode node) {
    if (node.has("const")) {
      types.add(typeOf(node.get("const")));
    }
    node.path("enum").forEach(value -> types.add(typeOf(value)));
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "string";
    };
  }

  private static Reference below(Reference schema, String keyword, String name) {
    return new Reference(
        schema.path(), JsonPointers.append(JsonPointers.append(schema.pointer(), keyword), name));
  }

  /** A member of the {@code xml} object, from the first that has it. */
  Optional<JsonNode> xml(String member) {
    return parts.stream()
        .map(part -> documents.get(part.path()).root().at(part.pointer()).path("xml").path(member))
        .filter(value -> !value.isMissingNode())
        .findFirst();
  }

  boolean xmlFlag(String member) {
    return xml(member).map(JsonNode::asBoolean).orElse(false);
  }

  /** The choices of a schema that is nothing but a choice; empty for any other. */
  List<Reference> choices() {
    List<Reference> choices = new ArrayList<>();
    for (Reference part : parts) {
      JsonNode node = documents.get(part.path()).root().at(part.pointer());
      for (String keyword : List.of("oneOf", "anyOf")) {
        for (int i = 0; i < node.path(keyword).size(); i++) {
          choices.add(below(part, keyword, Integer.toString(i)));
        }
      }
    }
    return choices;
  }

  /** The schemas that it leads to by nothing but {@code $ref}s, itself first. */
  List<Reference> chain() {
    return List.copyOf(parts);
  }

  List<Reference> items() {
    return items;
  }

  /** Each property's schemas, in order. */
  Map<String, List<Reference>> properties() {
    return properties;
  }

  boolean nillable() {
    return types.contains("null");
  }

  boolean isList() {
    return types.contains("array") || (types.isEmpty() && !items.isEmpty());
  }

  boolean isObject() {
    return types.contains("object") || !properties.isEmpty();
  }

  /** What it is when it is neither a list nor an object. */
  XmlScalar scalar() {
    boolean text = types.contains("string");
    boolean number = types.contains("number") || types.contains("integer");
    boolean truth = types.contains("boolean");
    if (number && !text && !truth) {
      return XmlScalar.NUMBER;
    }
    return truth && !text && !number ? XmlScalar.BOOLEAN : XmlScalar.TEXT;
  }

  /** Whether nothing is said of what it holds. */
  boolean isAnything() {
    return types.isEmpty() && properties.isEmpty() && items.isEmpty();
  }
}
