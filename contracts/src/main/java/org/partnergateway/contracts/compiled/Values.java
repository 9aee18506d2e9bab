package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What values and the numbers of schemas are to the validator. */
final class Values {

  private Values() {}

  /** The text, or null when the value is none. Java objects in a tree are the validator's alone. */
  static @Nullable String text(JsonNode value) {
    if (value instanceof TextNode) {
      return value.textValue();
    }
    if (value instanceof ContainerNode
        || value instanceof NumericNode
        || value instanceof BooleanNode
        || value instanceof NullNode) {
      return null;
    }
    throw Undecided.NOW;
  }

  /** Whether it is a number that JSON can write. */
  static boolean isNumber(JsonNode value) {
    return value instanceof NumericNode
        && (!value.isFloatingPointNumber()
            || value.isBigDecimal()
            || Double.isFinite(value.doubleValue()));
  }

  /** A count in a schema. */
  static int count(JsonNode schema, String keyword, int otherwise) {
    JsonNode count = schema.get(keyword);
    if (count == null) {
      return otherwise;
    }
    if (!count.canConvertToInt() || !count.canConvertToExactIntegral()) {
      throw new NotCompilable(keyword);
    }
    return count.intValue();
  }
}
