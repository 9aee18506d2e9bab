package org.partnergateway.contracts.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Keeps decimals digit for digit, and refuses those whose plain form would be absurdly long: {@code
 * 1e1000000000} is ten characters to read and a gigabyte to write.
 */
final class ExactNodeFactory extends JsonNodeFactory {

  private static final long serialVersionUID = 1;

  /** A double reaches 1e308; nothing that a partner means goes further. */
  private static final int MAX_SCALE = 400;

  ExactNodeFactory() {
    super(true);
  }

  @Override
  public ValueNode numberNode(BigDecimal value) {
    if (value != null && Math.abs((long) value.scale()) > MAX_SCALE) {
      throw new NumberTooLongException();
    }
    return super.numberNode(value);
  }

  static final class NumberTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NumberTooLongException() {
      super("the exponent of the number is beyond " + MAX_SCALE);
    }
  }
}
