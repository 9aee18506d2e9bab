package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Properties, some by patterns of their names.
 *
 * @param others of those that are neither declared nor match a pattern
 */
record PatternProperties(
    Map<String, ObjectFamily.Property> declared, List<Pattern> patterns, Check others)
    implements Check {

  /** Properties of a kind of name. */
  record Pattern(TextPattern name, Check check) {}

  static PatternProperties of(
      JsonNode schema,
      Map<String, ObjectFamily.Property> declared,
      Check others,
      CheckCompiler compiler) {
    List<Pattern> patterns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : schema.path("patternProperties").properties()) {
      patterns.add(
          new Pattern(compiler.pattern(entry.getKey()), compiler.compile(entry.getValue())));
    }
    return new PatternProperties(declared, List.copyOf(patterns), others);
  }

  @Override
  public boolean valid(JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return true;
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!valid(entry.getKey(), entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean valid(String name, JsonNode value) {
    ObjectFamily.Property property = declared.get(name);
    boolean known = property != null;
    if (property != null && !property.check().valid(value)) {
      return false;
    }
    for (Pattern pattern : patterns) {
      if (pattern.name.matches(name)) {
        known = true;
        if (!pattern.check.valid(value)) {
          return false;
        }
      }
    }
    return known || others.valid(value);
  }
}
