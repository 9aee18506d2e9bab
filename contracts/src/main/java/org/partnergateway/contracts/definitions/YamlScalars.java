package org.partnergateway.contracts.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.partnergateway.contracts.json.StrictJson;

/** What a plain scalar means, by YAML 1.2's core schema less what JSON does not know. */
final class YamlScalars {

  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,98})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]{0,98})(\\.[0-9]{1,98})?([eE][-+]?[0-9]{1,2})?");

  /**
   * Numbers of some YAML version that are no JSON numbers: 007, +1, .5, 1., 0x1F, 0o17, 1_000,
   * .inf, 12:30.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "[-+]?[0-9]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_]*"
              + "|[-+]?[1-9][0-9]*(:[0-5]?[0-9])+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private YamlScalars() {}

  static boolean isAmbiguous(String text) {
    return AMBIGUOUS.matcher(text).matches() && !DECIMAL.matcher(text).matches();
  }

  static JsonNode read(String text) {
    JsonNodeFactory nodes = StrictJson.nodes();
    switch (text) {
      case "", "~", "null", "Null", "NULL":
        return nodes.nullNode();
      case "true", "True", "TRUE":
        return nodes.booleanNode(true);
      case "false", "False", "FALSE":
        return nodes.booleanNode(false);
      default:
        return readNumberOrText(text, nodes);
    }
  }

  private static JsonNode readNumberOrText(String text, JsonNodeFactory nodes) {
    if (INTEGER.matcher(text).matches()) {
      return integer(new BigInteger(text), nodes);
    }
    return DECIMAL.matcher(text).matches()
        ? nodes.numberNode(new BigDecimal(text))
        : nodes.textNode(text);
  }

  /**
   * The node that Jackson would make of the same digits, so that trees from YAML and JSON are
   * equal.
   */
  private static JsonNode integer(BigInteger value, JsonNodeFactory nodes) {
    if (value.bitLength() < Integer.SIZE) {
      return nodes.numberNode(value.intValueExact());
    }
    return value.bitLength() < Long.SIZE
        ? nodes.numberNode(value.longValueExact())
        : nodes.numberNode(value);
  }
}
