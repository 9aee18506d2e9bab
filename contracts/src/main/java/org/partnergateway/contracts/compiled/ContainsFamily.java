package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import java.util.function.Consumer;

/** How many items of an array are of a kind. */
final class ContainsFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("contains", "minContains", "maxContains");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    int least = Values.count(schema, "minContains", 1);
    int most = Values.count(schema, "maxContains", Integer.MAX_VALUE);
    if (least > most) {
      checks.accept(Check.NOTHING); // whatever the value, says the validator
    } else if (schema.has("contains")) {
      checks.accept(new Contains(compiler.compile(schema.get("contains")), least, most));
    }
  }

  /** Counts to the end only where too many would be wrong. */
  record Contains(Check kind, int least, int most) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      if (!(value instanceof ArrayNode)) {
        return true;
      }
      int count = 0;
      for (int i = 0; i < value.size() && count <= most; i++) {
        count += kind.valid(value.get(i)) ? 1 : 0;
        if (count >= least && most == Integer.MAX_VALUE) {
          return true;
        }
      }
      return count >= least && count <= most;
    }
  }
}
