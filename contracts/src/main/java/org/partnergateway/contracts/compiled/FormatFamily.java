package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Formats. What is surely of a common one is told here; about all else the validator is asked, for
 * this one value.
 */
final class FormatFamily implements KeywordFamily {

  private static final Map<String, Predicate<String>> SURE =
      Map.of(
          "date-time", SureTimes::isDateTime,
          "date", SureTimes::isDate,
          "uri", SureUris::isUri,
          "uri-reference", SureUris::isReference,
          "uuid", SureTexts::isUuid,
          "json-pointer", SureTexts::isJsonPointer);

  private static final Set<String> KNOWN =
      Formats.DEFAULT.stream().map(Format::getName).collect(Collectors.toSet());

  @Override
  public Set<String> keywords() {
    return Set.of("format");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    JsonNode format = schema.get("format");
    if (format == null) {
      return;
    }
    Check asked = compiler.asked(JsonNodeFactory.instance.objectNode().set("format", format));
    checks.accept(
        switch (format.asText()) {
          case "int64" -> value -> isSmall(value) || asked.valid(value);
          case "int32" -> value -> value instanceof IntNode || asked.valid(value);
          default -> {
            if (!KNOWN.contains(format.asText())) {
              yield Check.ANYTHING; // refuses nothing
            }
            Predicate<String> sure = SURE.getOrDefault(format.asText(), text -> false);
            yield value ->
                value instanceof TextNode
                    ? sure.test(value.textValue()) || asked.valid(value)
                    : value instanceof NumericNode || asked.valid(value);
          }
        });
  }

  private static boolean isSmall(JsonNode value) {
    return value instanceof IntNode || value instanceof LongNode;
  }
}
