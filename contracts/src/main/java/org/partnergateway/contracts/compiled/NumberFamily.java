package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How large a number is. */
final class NumberFamily implements KeywordFamily {

  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  @Override
  public Set<String> keywords() {
    return Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  }

  @Override
  public void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks) {
    boolean integer = schema.path("type").asText().equals("integer");
    BigDecimal minimum = number(schema, "minimum");
    if (minimum != null) {
      long least = within(minimum.setScale(0, RoundingMode.CEILING));
      checks.accept(
          new NumberRange(least, Long.MAX_VALUE, n -> n.compareTo(minimum) >= 0, integer));
    }
    BigDecimal maximum = number(schema, "maximum");
    if (maximum != null) {
      long most = within(maximum.setScale(0, RoundingMode.FLOOR));
      checks.accept(new NumberRange(Long.MIN_VALUE, most, n -> n.compareTo(maximum) <= 0, integer));
    }
    BigDecimal above = number(schema, "exclusiveMinimum");
    if (above != null) {
      long least = within(above.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE));
      checks.accept(new NumberRange(least, Long.MAX_VALUE, n -> n.compareTo(above) > 0, integer));
    }
    BigDecimal below = number(schema, "exclusiveMaximum");
    if (below != null) {
      long most = within(below.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE));
      checks.accept(new NumberRange(Long.MIN_VALUE, most, n -> n.compareTo(below) < 0, integer));
    }
    JsonNode divisor = schema.get("multipleOf");
    if (divisor != null) {
      checks.accept(MultipleOf.of(divisor));
    }
  }

  private static @Nullable BigDecimal number(JsonNode schema, String keyword) {
    JsonNode number = schema.get(keyword);
    if (number == null) {
      return null;
    }
    if (!Values.isNumber(number)) {
      throw new NotCompilable(keyword);
    }
    return new BigDecimal(number.asText());
  }

  private static long within(BigDecimal bound) {
    if (bound.compareTo(LEAST_LONG) < 0 || bound.compareTo(MOST_LONG) > 0) {
      throw new NotCompilable("a bound beyond 64 bits");
    }
    return bound.longValueExact();
  }
}
