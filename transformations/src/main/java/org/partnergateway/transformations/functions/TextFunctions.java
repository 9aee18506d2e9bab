package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Text as partners send it: blanks that mean nothing, lines that don't fit, numbers as text. */
public final class TextFunctions {
  private TextFunctions() {}

  /** The functions of this subject. */
  public static List<Function> all() {
    return List.of(
        NamedFunction.withNulls("list", 1, 1, TextFunctions::list),
        NamedFunction.of("text", 1, TextFunctions::text),
        NamedFunction.withNulls("fold-lines", 3, 3, TextFunctions::foldLines),
        NamedFunction.of("number-of", 1, TextFunctions::numberOf));
  }

  private static JsonNode list(JsonNode[] arguments) {
    JsonNode value = arguments[0];
    if (value.isArray()) {
      return value;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode(1);
    return value.isNull() ? list : list.add(value);
  }

  private static JsonNode text(JsonNode[] arguments) {
    JsonNode value = arguments[0];
    if (value.isContainerNode()) {
      throw new ArgumentException(Arguments.show(value) + " is not text");
    }
    String given = value.asText();
    String trimmed = trim(given);
    if (trimmed.isEmpty()) {
      return NullNode.instance;
    }
    return value.isTextual() && trimmed.length() == given.length()
        ? value
        : TextNode.valueOf(trimmed);
  }

  private static JsonNode foldLines(JsonNode[] arguments) {
    int width = Arguments.integer(arguments[1], "width", 1, 10_000);
    int max = Arguments.integer(arguments[2], "max", 1, 10_000);
    List<String> lines = new ArrayList<>();
    for (JsonNode line : list(arguments)) {
      String trimmed = line.isNull() ? "" : trim(Arguments.text(line));
      if (!trimmed.isEmpty()) {
        lines.add(trimmed);
      }
    }
    ArrayNode folded = JsonNodeFactory.instance.arrayNode();
    LineFolding.fold(lines, width, max).forEach(folded::add);
    return folded;
  }

  private static JsonNode numberOf(JsonNode[] arguments) {
    JsonNode value = arguments[0];
    if (value.isNumber()) {
      return value;
    }
    BigDecimal number = value.isTextual() ? Arguments.parse(trim(value.textValue())) : null;
    if (number == null) {
      return NullNode.instance;
    }
    return number.scale() == 0
        ? Arguments.integerNode(number.toBigIntegerExact())
        : DecimalNode.valueOf(number);
  }

  /** Without what is blank at the ends, no-break and ideographic spaces included. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
