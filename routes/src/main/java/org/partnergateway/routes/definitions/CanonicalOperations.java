package org.partnergateway.routes.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.SchemaLibrary;

/** The catalog of canonical operations. */
public final class CanonicalOperations {
  private static final String CATALOG = "contracts/canonical/operations.yaml";
  private static final String SCHEMAS = "contracts/canonical/schemas/";

  private final Map<String, CanonicalOperation> byName = new TreeMap<>();
  private final Map<String, String> descriptions = new HashMap<>();
  private final MessageSchema anything;

  public CanonicalOperations(DefinitionTree tree, SchemaLibrary schemas) {
    anything = schemas.schema(SCHEMAS + "any_request.yaml", "");
    YamlTree catalog = YamlTree.read(tree.get(CATALOG));
    catalog
        .root()
        .properties()
        .forEach(
            entry -> {
              byName.put(entry.getKey(), operation(entry.getKey(), entry.getValue(), schemas));
              descriptions.put(entry.getKey(), entry.getValue().path("description").asText());
            });
  }

  /** What is asked only on the way to something else, and is no resource of anybody's. */
  public CanonicalOperation step(String name, String partnerKind) {
    return new CanonicalOperation(
        name,
        null,
        partnerKind,
        CanonicalOperation.Effect.READ,
        null,
        anything,
        anything,
        null,
        null,
        null,
        null,
        List.of());
  }

  private static CanonicalOperation operation(String name, JsonNode entry, SchemaLibrary schemas) {
    return new CanonicalOperation(
        name,
        text(entry, "api"),
        entry.path("partner_kind").asText(),
        CanonicalOperation.Effect.valueOf(entry.path("effect").asText().toUpperCase(Locale.ROOT)),
        text(entry, "resource"),
        schema(entry, "request", schemas),
        schema(entry, "result", schemas),
        text(entry, "initial_status"),
        text(entry, "unknown_status"),
        text(entry, "declined_status"),
        text(entry, "draws_on"),
        texts(entry.path("identified_by")),
        entry.path("refusal_is_answer").asBoolean());
  }

  private static MessageSchema schema(JsonNode entry, String name, SchemaLibrary schemas) {
    return schemas.schema(SCHEMAS + entry.path(name).asText(), "");
  }

  private static @Nullable String text(JsonNode entry, String name) {
    return entry.path(name).isTextual() ? entry.path(name).asText() : null;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  public Collection<CanonicalOperation> all() {
    return byName.values();
  }

  /** What an operation does, for people; null when there is no such operation. */
  public @Nullable String description(String name) {
    return descriptions.get(name);
  }

  public @Nullable CanonicalOperation find(String name) {
    return byName.get(name);
  }

  public CanonicalOperation get(String name) {
    CanonicalOperation operation = byName.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "there is no operation '%s'; there are %s".formatted(name, byName.keySet()));
    }
    return operation;
  }
}
