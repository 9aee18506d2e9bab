package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items of an array that a schema, and all that it applies to the same array, has judged. */
final class KnownItems {

  private final CheckCompiler compiler;
  private final List<Check> contained = new ArrayList<>();
  private final List<Conditional> conditional = new ArrayList<>();
  private int prefix;
  private boolean all;

  /** Known only when the array is valid by the check. */
  private record Conditional(Check condition, KnownItems known) {}

  private KnownItems(CheckCompiler compiler) {
    this.compiler = compiler;
  }

  /** What the schema knows besides its own {@code unevaluatedItems}. */
  static KnownItems of(JsonNode schema, CheckCompiler compiler) {
    KnownItems known = new KnownItems(compiler);
    known.add(schema, new HashSet<>());
    return known;
  }

  boolean has(JsonNode array, int index) {
    if (all || index < prefix) {
      return true;
    }
    for (Check kind : contained) {
      if (kind.valid(array.get(index))) {
        return true;
      }
    }
    for (Conditional part : conditional) {
      if (part.known.has(array, index) && part.condition.valid(array)) {
        return true;
      }
    }
    return false;
  }

  private void add(JsonNode schema, Set<String> entered) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      JsonNode value = keyword.getValue();
      switch (keyword.getKey()) {
        case "prefixItems" -> prefix = Math.max(prefix, value.size());
        case "items" -> all = true;
        case "contains" -> contained.add(compiler.compile(value));
        case "allOf" -> value.forEach(part -> addPart(part, entered));
        case "anyOf", "oneOf" ->
            value.forEach(part -> addWhen(compiler.compile(part), part, entered));
        case "if" -> addCondition(schema, entered);
        case "$ref" -> addResource(value.asText(), entered);
        default -> {} // dependentSchemas are about objects
      }
    }
  }

  private void addCondition(JsonNode schema, Set<String> entered) {
    Check condition = compiler.compile(schema.get("if"));
    addWhen(condition, schema.get("if"), entered);
    addWhen(condition, schema.path("then"), entered);
    addWhen(array -> !condition.valid(array), schema.path("else"), entered);
  }

  /** A circle here could judge no value. */
  private void addResource(String iri, Set<String> entered) {
    if (!entered.add(iri)) {
      throw new NotCompilable("$ref in a circle");
    }
    addPart(compiler.read(iri), entered);
    entered.remove(iri);
  }

  private void addWhen(Check condition, JsonNode part, Set<String> entered) {
    KnownItems known = new KnownItems(compiler);
    known.addPart(part, entered);
    conditional.add(new Conditional(condition, known));
  }

  private void addPart(JsonNode part, Set<String> entered) {
    all |= part.has("unevaluatedItems");
    add(part, entered);
  }
}
