package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** What stands in an array and how much of it. */
final class ArrayFamily implements KeywordFamily {

  /** Up to here comparing each with each costs less than a set. */
  private static final int FEW = 8;

  @Override
  public Set<String> keywords() {
    return Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    Check[] prefix =
        StreamSupport.stream(schema.path("prefixItems").spliterator(), false)
            .map(compiler::compile)
            .toArray(Check[]::new);
    Check rest = schema.has("items") ? compiler.compile(schema.get("items")) : Check.ANYTHING;
    int least = Values.count(schema, "minItems", 0);
    int most = Values.count(schema, "maxItems", Integer.MAX_VALUE);
    if (prefix.length > 0 || rest != Check.ANYTHING || least > 0 || most < Integer.MAX_VALUE) {
      checks.accept(new Items(prefix, rest, least, most));
    }
    if (schema.path("uniqueItems").asBoolean()) {
      checks.accept(ArrayFamily::areUnique);
    }
  }

  /**
   * The items.
   *
   * @param rest of those after the prefix
   */
  record Items(Check[] prefix, Check rest, int least, int most) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      if (!(value instanceof ArrayNode)) {
        return true;
      }
      int size = value.size();
      if (size < least || size > most) {
        return false;
      }
      for (int i = 0; i < size; i++) {
        Check check = i < prefix.length ? prefix[i] : rest;
        if (!check.valid(value.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** To the validator also the values of an object are items that may be the same. */
  private static boolean areUnique(JsonNode value) {
    int size = value.size();
    if (size < 2) {
      return true;
    }
    if (size > FEW || !value.isArray()) {
      Set<JsonNode> seen = new HashSet<>();
      for (JsonNode item : value) {
        if (!seen.add(item)) {
          return false;
        }
      }
      return true;
    }
    for (int i = 1; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (value.get(i).equals(value.get(j))) {
          return false;
        }
      }
    }
    return true;
  }
}
