package org.partnergateway.contracts.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Documents;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.json.JsonPointers;

/** Names under which schemas from other files stand in a bundle. */
final class SchemaNames {

  private static final String SCHEMAS = "/components/schemas";

  private final Map<Reference, String> names = new HashMap<>();
  private final Map<String, Reference> taken = new HashMap<>();
  private final Deque<Reference> unread = new ArrayDeque<>();

  /**
   * The document's own schemas keep their names; one that is nothing but a {@code $ref} to a file
   * lends that file its name.
   */
  SchemaNames(YamlTree main) {
    for (Map.Entry<String, JsonNode> own : main.root().at(SCHEMAS).properties()) {
      Reference self =
          new Reference(main.path(), SCHEMAS + "/" + JsonPointers.escape(own.getKey()));
      JsonNode ref = own.getValue().path("$ref");
      Reference target = self;
      if (ref.isTextual() && own.getValue().size() == 1) {
        target = resolve(main, ref.textValue(), self);
      }
      if (target.path().equals(main.path())) {
        taken.put(own.getKey(), self);
      } else if (!names.containsKey(target)) {
        claim(own.getKey(), target);
      }
    }
  }

  /** The next schema that has a name and is not yet embedded; null when all are. */
  @Nullable Reference next() {
    return unread.poll();
  }

  String of(Reference schema) {
    return Objects.requireNonNull(names.get(schema));
  }

  /** The {@code $ref} in the bundle for a schema of another file. */
  String refTo(Reference schema, Documents documents) {
    String rest = "";
    for (String pointer = schema.pointer(); ; pointer = JsonPointers.parent(pointer)) {
      String name = names.get(new Reference(schema.path(), pointer));
      if (name != null) {
        return "#" + SCHEMAS + "/" + name + rest;
      }
      if (pointer.isEmpty()) {
        return "#" + SCHEMAS + "/" + claim(nameFor(schema, documents), schema);
      }
      rest = pointer.substring(JsonPointers.parent(pointer).length()) + rest;
    }
  }

  private String claim(String name, Reference schema) {
    Reference other = taken.putIfAbsent(name, schema);
    if (other != null) {
      throw new IllegalArgumentException(
          "two schemas are titled "
              + name
              + ": "
              + other
              + " and "
              + schema
              + "; give one another title");
    }
    names.put(schema, name);
    unread.add(schema);
    return name;
  }

  private static Reference resolve(YamlTree main, String ref, Reference otherwise) {
    try {
      return Reference.resolve(main.path(), ref);
    } catch (IllegalArgumentException e) {
      return otherwise; // told when the reference is turned
    }
  }

  private static String nameFor(Reference schema, Documents documents) {
    String title = documents.get(schema.path()).root().at(schema.pointer()).path("title").asText();
    if (title.isBlank()) {
      String file = schema.path().substring(schema.path().lastIndexOf('/') + 1);
      title =
          schema.pointer().isEmpty()
              ? file.substring(0, file.indexOf('.'))
              : JsonPointers.lastName(schema.pointer());
    }
    StringBuilder name = new StringBuilder();
    for (String word : title.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.toString();
  }
}
