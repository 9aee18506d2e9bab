package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Fixed values. Numbers count by their value, but inside of others as they are written. */
final class ValueFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("const", "enum");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    JsonNode fixed = schema.get("const");
    if (fixed != null) {
      checks.accept(fixed.isTextual() ? oneOfTexts(List.of(fixed)) : value -> same(fixed, value));
    }
    JsonNode listed = schema.get("enum");
    if (listed != null) {
      List<JsonNode> values = StreamSupport.stream(listed.spliterator(), false).toList();
      checks.accept(
          values.stream().allMatch(JsonNode::isTextual)
              ? oneOfTexts(values)
              : value -> isOneOf(values, value));
    }
  }

  private static Check oneOfTexts(List<JsonNode> values) {
    Set<String> texts = new HashSet<>();
    values.forEach(value -> texts.add(value.textValue()));
    return value -> value instanceof TextNode && texts.contains(value.textValue());
  }

  private static boolean isOneOf(List<JsonNode> values, JsonNode value) {
    for (JsonNode each : values) {
      if (same(each, value) || sameElements(each, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameElements(JsonNode one, JsonNode other) {
    if (!one.isArray() || !other.isArray() || one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (!one.isNumber() || !other.isNumber()) {
      return one.equals(other);
    }
    if (!Values.isNumber(one) || !Values.isNumber(other)) {
      throw Undecided.NOW;
    }
    return one.decimalValue().compareTo(other.decimalValue()) == 0;
  }
}
