package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties of an object that a schema, and all that it applies to the same object, has
 * judged. What stands under no condition is known beforehand; the rest is asked only about names
 * that are not among that.
 */
final class KnownNames {

  private final CheckCompiler compiler;
  private final Set<String> names = new HashSet<>();
  private final List<TextPattern> patterns = new ArrayList<>();
  private final List<Conditional> conditional = new ArrayList<>();
  private boolean all;

  /** Known only when the object is valid by the check. */
  private record Conditional(Check condition, KnownNames known) {}

  private KnownNames(CheckCompiler compiler) {
    this.compiler = compiler;
  }

  /** What the schema knows besides its own {@code unevaluatedProperties}. */
  static KnownNames of(JsonNode schema, CheckCompiler compiler) {
    KnownNames known = new KnownNames(compiler);
    known.add(schema, new HashSet<>());
    return known;
  }

  boolean has(JsonNode object, String name) {
    if (all || names.contains(name)) {
      return true;
    }
    for (TextPattern pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    for (Conditional part : conditional) {
      if (part.known.has(object, name) && part.condition.valid(object)) {
        return true;
      }
    }
    return false;
  }

  private void add(JsonNode schema, Set<String> entered) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      JsonNode value = keyword.getValue();
      switch (keyword.getKey()) {
        case "properties" -> value.fieldNames().forEachRemaining(names::add);
        case "patternProperties" ->
            value.fieldNames().forEachRemaining(name -> patterns.add(compiler.pattern(name)));
        case "additionalProperties" -> all |= !value.isBoolean() || value.booleanValue();
        case "allOf" -> value.forEach(part -> addPart(part, entered));
        case "anyOf", "oneOf" -> value.forEach(part -> addWhen(compiled(part), part, entered));
        case "dependentSchemas" ->
            value
                .properties()
                .forEach(
                    part -> addWhen(object -> object.has(part.getKey()), part.getValue(), entered));
        case "if" -> addCondition(schema, entered);
        case "$ref" -> addResource(value.asText(), entered);
        default -> {}
      }
    }
  }

  private void addCondition(JsonNode schema, Set<String> entered) {
    Check condition = compiled(schema.get("if"));
    addWhen(condition, schema.get("if"), entered);
    addWhen(condition, schema.path("then"), entered);
    addWhen(object -> !condition.valid(object), schema.path("else"), entered);
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
    KnownNames known = new KnownNames(compiler);
    known.addPart(part, entered);
    if (known.knowsAny()) {
      conditional.add(new Conditional(condition, known));
    }
  }

  private void addPart(JsonNode part, Set<String> entered) {
    all |= part.has("unevaluatedProperties");
    add(part, entered);
  }

  private boolean knowsAny() {
    return all || !names.isEmpty() || !patterns.isEmpty() || !conditional.isEmpty();
  }

  private Check compiled(JsonNode part) {
    return compiler.compile(part);
  }
}
