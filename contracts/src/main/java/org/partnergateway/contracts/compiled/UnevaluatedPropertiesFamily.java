package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Properties that nothing else in the schema knows. */
final class UnevaluatedPropertiesFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("unevaluatedProperties");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    JsonNode unevaluated = schema.get("unevaluatedProperties");
    if (unevaluated != null) {
      checks.accept(new Others(KnownNames.of(schema, compiler), compiler.compile(unevaluated)));
    }
  }

  private record Others(KnownNames known, Check check) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      if (value instanceof ObjectNode object) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          if (!known.has(object, entry.getKey()) && !check.valid(entry.getValue())) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
