package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;

/** What a text is the encoding of. Rare and costly anyway, so the validator is asked. */
final class ContentFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("contentEncoding", "contentMediaType");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    for (String keyword : keywords()) {
      if (schema.has(keyword)) {
        content.set(keyword, schema.get(keyword));
      }
    }
    if (!content.isEmpty()) {
      Check asked = compiler.asked(content);
      checks.accept(value -> Values.text(value) == null || asked.valid(value));
    }
  }
}
