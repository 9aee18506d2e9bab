package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;
import java.util.function.Predicate;

/**
 * A bound of numbers.
 *
 * @param least of the integers of 64 bits, the first that is in
 * @param most of the integers of 64 bits, the last that is in
 * @param within the same for all other numbers
 * @param integer whether the schema wants an integer; the validator then cuts decimals to 64 bits
 */
record NumberRange(long least, long most, Predicate<BigDecimal> within, boolean integer)
    implements Check {

  /** Up to here each integer is a double of its own. */
  private static final double EXACT = 1L << 53;

  @Override
  public boolean valid(JsonNode value) {
    if (value instanceof IntNode || value instanceof LongNode) {
      long number = value.longValue();
      return least <= number && number <= most;
    }
    return !(value instanceof NumericNode) || within.test(exact(value));
  }

  private BigDecimal exact(JsonNode value) {
    boolean cut = integer && value.isBigDecimal() && !value.canConvertToLong();
    if (cut || value.isFloat() || value.isDouble() && !(Math.abs(value.doubleValue()) <= EXACT)) {
      throw Undecided.NOW;
    }
    return value.isDouble() ? new BigDecimal(value.asText()) : value.decimalValue();
  }
}
