package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What properties an object has and must have, judged in one pass over them. */
final class ObjectFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of(
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "minProperties",
        "maxProperties");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    int least = Values.count(schema, "minProperties", 0);
    int most = Values.count(schema, "maxProperties", Integer.MAX_VALUE);
    if (least > 0 || most < Integer.MAX_VALUE) {
      checks.accept(value -> !value.isObject() || value.size() >= least && value.size() <= most);
    }
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    Check others = others(schema, compiler);
    boolean patterns = schema.has("patternProperties");
    if (patterns || required.size() > Long.SIZE) {
      required.forEach(name -> checks.accept(value -> !value.isObject() || value.has(name)));
      required.clear();
    }
    Map<String, Property> properties = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
      Check check = compiler.compile(entry.getValue());
      properties.put(entry.getKey(), new Property(check, bit(entry.getKey(), required)));
    }
    required.forEach(
        name -> properties.putIfAbsent(name, new Property(others, bit(name, required))));
    if (patterns) {
      checks.accept(PatternProperties.of(schema, properties, others, compiler));
    } else if (!properties.isEmpty() || others != Check.ANYTHING) {
      checks.accept(new Properties(properties, mask(required.size()), others));
    }
    if (schema.has("propertyNames")) {
      Check names = compiler.compile(schema.get("propertyNames"));
      checks.accept(value -> areNames(value, names));
    }
  }

  private static Check others(JsonNode schema, CheckCompiler compiler) {
    JsonNode others = schema.get("additionalProperties");
    return others == null ? Check.ANYTHING : compiler.compile(others);
  }

  /** A bit of its own for each required one. */
  private static long bit(String property, Set<String> required) {
    int index = 0;
    for (String name : required) {
      if (name.equals(property)) {
        return 1L << index;
      }
      index++;
    }
    return 0;
  }

  private static long mask(int bits) {
    return bits == Long.SIZE ? -1 : (1L << bits) - 1;
  }

  private static boolean areNames(JsonNode value, Check names) {
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (!names.valid(TextNode.valueOf(property.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A declared or required property.
   *
   * @param bit the one that stands for it among the required ones; 0 when it is not required
   */
  record Property(Check check, long bit) {}

  /**
   * All properties.
   *
   * @param required the bits of those that must be there
   * @param others of all other properties
   */
  record Properties(Map<String, Property> declared, long required, Check others) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      if (!(value instanceof ObjectNode object)) {
        return true;
      }
      long missing = required;
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        Property property = declared.get(entry.getKey());
        Check check = others;
        if (property != null) {
          missing &= ~property.bit;
          check = property.check;
        }
        if (!check.valid(entry.getValue())) {
          return false;
        }
      }
      return missing == 0;
    }
  }
}
