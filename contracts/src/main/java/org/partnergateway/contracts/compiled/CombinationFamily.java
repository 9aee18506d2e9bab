package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Other schemas that the same value is held against. */
final class CombinationFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    if (schema.has("$ref")) {
      checks.accept(compiler.resource(schema.get("$ref").asText()));
    }
    schema.path("allOf").forEach(part -> checks.accept(compiler.compile(part)));
    if (schema.has("anyOf")) {
      checks.accept(new AnyOf(all(schema.get("anyOf"), compiler)));
    }
    if (schema.has("oneOf")) {
      checks.accept(new OneOf(all(schema.get("oneOf"), compiler)));
    }
    if (schema.has("not")) {
      Check refused = compiler.compile(schema.get("not"));
      checks.accept(value -> !refused.valid(value));
    }
    if (schema.has("if")) {
      checks.accept(
          new IfThenElse(
              compiler.compile(schema.get("if")),
              part(schema, "then", compiler),
              part(schema, "else", compiler)));
    }
  }

  private static Check part(JsonNode schema, String keyword, CheckCompiler compiler) {
    return schema.has(keyword) ? compiler.compile(schema.get(keyword)) : Check.ANYTHING;
  }

  private static Check[] all(JsonNode schemas, CheckCompiler compiler) {
    return StreamSupport.stream(schemas.spliterator(), false)
        .map(compiler::compile)
        .toArray(Check[]::new);
  }

  record AnyOf(Check[] checks) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      for (Check check : checks) {
        if (check.valid(value)) {
          return true;
        }
      }
      return false;
    }
  }

  record OneOf(Check[] checks) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      boolean found = false;
      for (Check check : checks) {
        if (check.valid(value)) {
          if (found) {
            return false;
          }
          found = true;
        }
      }
      return found;
    }
  }

  record IfThenElse(Check condition, Check then, Check otherwise) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      return condition.valid(value) ? then.valid(value) : otherwise.valid(value);
    }
  }
}
