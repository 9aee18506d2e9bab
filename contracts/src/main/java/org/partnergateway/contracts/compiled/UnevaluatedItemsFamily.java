package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import java.util.function.Consumer;

/** Items that nothing else in the schema knows. */
final class UnevaluatedItemsFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("unevaluatedItems");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    JsonNode unevaluated = schema.get("unevaluatedItems");
    if (unevaluated != null) {
      checks.accept(new Others(KnownItems.of(schema, compiler), compiler.compile(unevaluated)));
    }
  }

  private record Others(KnownItems known, Check check) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      if (value instanceof ArrayNode) {
        for (int i = 0; i < value.size(); i++) {
          if (!known.has(value, i) && !check.valid(value.get(i))) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
