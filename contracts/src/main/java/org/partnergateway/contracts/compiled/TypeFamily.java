package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What kind of value it is. */
final class TypeFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("type");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    JsonNode type = schema.get("type");
    if (type == null) {
      return;
    }
    if (type.isTextual()) {
      checks.accept(ofType(type.textValue()));
      return;
    }
    List<Check> types = new ArrayList<>();
    type.forEach(each -> types.add(ofType(each.asText())));
    checks.accept(new CombinationFamily.AnyOf(types.toArray(Check[]::new)));
  }

  private static Check ofType(String type) {
    return switch (type) {
      case "object" -> value -> value instanceof ObjectNode;
      case "array" -> value -> value instanceof ArrayNode;
      case "string" -> value -> Values.text(value) != null;
      case "number" -> Values::isNumber;
      case "integer" -> TypeFamily::isInteger;
      case "boolean" -> value -> value instanceof BooleanNode;
      case "null" -> value -> value instanceof NullNode;
      default -> throw new NotCompilable("type " + type);
    };
  }

  /** 1.0 is one. */
  private static boolean isInteger(JsonNode value) {
    return value instanceof IntNode
        || value instanceof NumericNode
            && (value.isIntegralNumber() || value.canConvertToExactIntegral());
  }
}
