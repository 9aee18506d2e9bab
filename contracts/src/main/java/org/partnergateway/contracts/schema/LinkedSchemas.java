package org.partnergateway.contracts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.path.NodePath;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.Reference;
import org.partnergateway.contracts.json.StrictJson;

/** Linked schemas by their IRI, as the validator asks for them. */
final class LinkedSchemas {

  private static final Set<String> IN_PLACE = Set.of("allOf", "anyOf", "oneOf");
  private static final Set<String> CONDITIONAL = Set.of("if", "then", "else");

  private final Map<String, JsonNode> schemas = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();

  String newIri() {
    return "schema:/" + last.incrementAndGet();
  }

  String iriOf(Map<Reference, String> iris, Reference schema) {
    return Objects.requireNonNull(iris.get(schema));
  }

  void put(String iri, JsonNode schema) {
    schemas.put(iri, schema);
  }

  /** Null when this is no IRI of ours. */
  @Nullable JsonNode schema(String iri) {
    return schemas.get(iri);
  }

  /** The schema as text, or null when this is no IRI of ours. */
  @Nullable String text(String iri) {
    JsonNode schema = schemas.get(iri);
    return schema == null ? null : new String(StrictJson.write(schema), StandardCharsets.UTF_8);
  }

  /**
   * Names of the properties that the schema holding this keyword knows, by itself or through what
   * it applies in place.
   */
  Set<String> knownProperties(SchemaLocation keyword) {
    Set<String> names = new TreeSet<>();
    JsonNode schema = schemas.get(String.valueOf(keyword.getAbsoluteIri()));
    NodePath path = keyword.getFragment();
    for (int i = 0; schema != null && i < path.getNameCount() - 1; i++) {
      schema =
          path.getElement(i) instanceof Integer index
              ? schema.get(index)
              : schema.get(path.getName(i));
    }
    collect(schema, names, new HashSet<>());
    return names;
  }

  private void collect(@Nullable JsonNode schema, Set<String> names, Set<String> followed) {
    if (schema == null) {
      return;
    }
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    for (String keyword : IN_PLACE) {
      schema.path(keyword).forEach(part -> collect(part, names, followed));
    }
    for (String keyword : CONDITIONAL) {
      collect(schema.get(keyword), names, followed);
    }
    schema.path("dependentSchemas").forEach(part -> collect(part, names, followed));
    String ref = schema.path("$ref").asText();
    if (!ref.isEmpty() && followed.add(ref)) {
      collect(schemas.get(ref), names, followed);
    }
  }
}
