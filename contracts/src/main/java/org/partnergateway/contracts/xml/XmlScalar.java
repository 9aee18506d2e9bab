package org.partnergateway.contracts.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.partnergateway.contracts.json.StrictJson;

/** Text, and what the contract takes it for. What can't be read as that stays text. */
public enum XmlScalar implements XmlContent {
  /** As it stands, white space included. */
  TEXT,
  /** An integer or a decimal, exactly. */
  NUMBER,
  /** {@code true}, {@code false}, {@code 1} or {@code 0}. */
  BOOLEAN;

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?([0-9]{1,100}(\\.[0-9]{0,100})?|\\.[0-9]{1,100})([eE][+-]?[0-9]{1,3})?");
  private static final int MOST_DIGITS = 100;

  /** Beyond this the plain form would be absurdly long. */
  private static final int MOST_SCALE = 400;

  JsonNode read(String text) {
    return switch (this) {
      case TEXT -> StrictJson.nodes().textNode(text);
      case NUMBER -> number(text);
      case BOOLEAN -> truth(text);
    };
  }

  private static JsonNode truth(String text) {
    return switch (text.strip()) {
      case "true", "1" -> StrictJson.nodes().booleanNode(true);
      case "false", "0" -> StrictJson.nodes().booleanNode(false);
      default -> StrictJson.nodes().textNode(text);
    };
  }

  private static JsonNode number(String text) {
    String digits = text.strip();
    if (digits.length() > MOST_DIGITS || !DECIMAL.matcher(digits).matches()) {
      return StrictJson.nodes().textNode(text);
    }
    boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    if (whole) {
      return integer(new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits));
    }
    BigDecimal decimal = new BigDecimal(digits);
    return Math.abs((long) decimal.scale()) > MOST_SCALE
        ? StrictJson.nodes().textNode(text)
        : StrictJson.nodes().numberNode(decimal);
  }

  /** The same kind of node that the same digits are in JSON. */
  private static JsonNode integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return StrictJson.nodes().numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? StrictJson.nodes().numberNode(value.longValue())
        : StrictJson.nodes().numberNode(value);
  }
}
