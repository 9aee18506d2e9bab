package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads function arguments strictly, and writes numbers the way a parser would have read them. */
final class Arguments {
  private static final int SHOWN = 80;
  private static final int MOST_DIGITS = 40;

  private Arguments() {}

  static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new ArgumentException(show(value) + " is not text");
    }
    return value.textValue();
  }

  static long integer(JsonNode value) {
    if (!value.isIntegralNumber()) {
      throw new ArgumentException(show(value) + " is not an integer");
    }
    if (!value.canConvertToLong()) {
      throw new ArgumentException(show(value) + " is more than 64 bits hold");
    }
    return value.longValue();
  }

  static int integer(JsonNode value, String what, int min, int max) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new ArgumentException(what + " " + show(value) + " is not an integer");
    }
    int number = value.intValue();
    if (number < min || number > max) {
      throw new ArgumentException(what + " " + number + " is not within " + min + " to " + max);
    }
    return number;
  }

  /**
   * An exact number, or text that is one. Refuses floating-point: such a number has been rounded.
   */
  static BigDecimal decimal(JsonNode value) {
    if (value.isDouble() || value.isFloat()) {
      throw new ArgumentException(
          show(value) + " is floating-point: give the number as it was received, or as text");
    }
    if (value.isNumber()) {
      return value.decimalValue();
    }
    BigDecimal number = value.isTextual() ? parse(value.textValue()) : null;
    if (number == null) {
      throw new ArgumentException(show(value) + " is not a decimal number");
    }
    return number;
  }

  /** Plain decimal notation without exponent or grouping; null for anything else. */
  static @Nullable BigDecimal parse(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int point = digits(text, start);
    if (point == start || point - start > MOST_DIGITS) {
      return null;
    }
    int end = text.length();
    if (point < end) {
      int last = text.charAt(point) == '.' ? digits(text, point + 1) : point;
      if (last != end || last == point + 1 || last - point - 1 > MOST_DIGITS) {
        return null;
      }
    }
    return new BigDecimal(text);
  }

  /** Where the run of ASCII digits that begins at an index ends. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  static JsonNode integerNode(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  static JsonNode integerNode(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? integerNode(value.longValue())
        : BigIntegerNode.valueOf(value);
  }

  /** The value as JSON, cut short. */
  static String show(JsonNode value) {
    String json = value.toString();
    if (json.length() <= SHOWN) {
      return json;
    }
    int end = Character.isHighSurrogate(json.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return json.substring(0, end) + "…";
  }
}
