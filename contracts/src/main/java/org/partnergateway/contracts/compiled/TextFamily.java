package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;

/** How long a text is and what it is made of. */
final class TextFamily implements KeywordFamily {

  @Override
  public Set<String> keywords() {
    return Set.of("minLength", "maxLength", "pattern");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    if (schema.has("minLength") || schema.has("maxLength")) {
      int least = Values.count(schema, "minLength", 0);
      int most = Values.count(schema, "maxLength", Integer.MAX_VALUE);
      checks.accept(new TextLength(least, most));
    }
    JsonNode pattern = schema.get("pattern");
    if (pattern != null) {
      TextPattern matcher = compiler.pattern(pattern.asText());
      checks.accept(
          value -> {
            String text = Values.text(value);
            return text == null || matcher.matches(text);
          });
    }
  }

  /** Length in characters, of which some are two of Java's. */
  record TextLength(int least, int most) implements Check {
    @Override
    public boolean valid(JsonNode value) {
      String text = Values.text(value);
      if (text == null) {
        return true;
      }
      int length = text.length();
      if (length <= most && length >= 2L * least) {
        return true;
      }
      if (length < least || length > 2L * most) {
        return false;
      }
      int characters = text.codePointCount(0, length);
      return least <= characters && characters <= most;
    }
  }
}
