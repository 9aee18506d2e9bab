package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** What must be when a property is there. */
final class DependentFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("dependentRequired", "dependentSchemas");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    for (Map.Entry<String, JsonNode> entry : schema.path("dependentRequired").properties()) {
      String[] needed =
          StreamSupport.stream(entry.getValue().spliterator(), false)
              .map(JsonNode::asText)
              .toArray(String[]::new);
      checks.accept(value -> !value.has(entry.getKey()) || hasAll(value, needed));
    }
    for (Map.Entry<String, JsonNode> entry : schema.path("dependentSchemas").properties()) {
      Check dependent = compiler.compile(entry.getValue());
      checks.accept(value -> !value.has(entry.getKey()) || dependent.valid(value));
    }
  }

  private static boolean hasAll(JsonNode value, String[] names) {
    for (String name : names) {
      if (!value.has(name)) {
        return false;
      }
    }
    return true;
  }
}
