package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;

/**
 * Multiples of a number.
 *
 * @param whole the number, when it is an integer of 32 bits, else 0
 */
record MultipleOf(BigDecimal divisor, int whole) implements Check {

  static MultipleOf of(JsonNode divisor) {
    double number = divisor.doubleValue();
    if (!divisor.isNumber() || number == 0 || !Double.isFinite(number)) {
      throw new NotCompilable("multipleOf");
    }
    return new MultipleOf(
        BigDecimal.valueOf(number).stripTrailingZeros(), divisor.isInt() ? divisor.intValue() : 0);
  }

  @Override
  public boolean valid(JsonNode value) {
    if (value instanceof IntNode && whole != 0) {
      return value.intValue() % whole == 0;
    }
    return !(value instanceof NumericNode)
        || number(value).divideAndRemainder(divisor)[1].signum() == 0;
  }

  /** Integers go through a double too, as the validator has them. */
  private static BigDecimal number(JsonNode value) {
    if (value.isBigDecimal()) {
      return value.decimalValue();
    }
    if (!Double.isFinite(value.doubleValue())) {
      throw Undecided.NOW;
    }
    return BigDecimal.valueOf(value.doubleValue());
  }
}
