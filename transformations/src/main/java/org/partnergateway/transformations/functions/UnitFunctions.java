package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Weights and lengths in the unit a partner wants, as decimal text. The factors are exact. */
public final class UnitFunctions {
  private static final int MAX_SCALE = 6;
  private static final Map<String, BigDecimal> GRAMS =
      Map.of(
          "g", BigDecimal.ONE,
          "kg", new BigDecimal("1000"),
          "oz", new BigDecimal("28.349523125"),
          "lb", new BigDecimal("453.59237"));
  private static final Map<String, BigDecimal> MILLIMETRES =
      Map.of(
          "mm", BigDecimal.ONE,
          "cm", new BigDecimal("10"),
          "m", new BigDecimal("1000"),
          "in", new BigDecimal("25.4"));

  private UnitFunctions() {}

  /** The functions of this subject. */
  public static List<Function> all() {
    return List.of(
        NamedFunction.of("weight-in", 3, UnitFunctions::weightIn),
        NamedFunction.of("length-in", 4, UnitFunctions::lengthIn));
  }

  private static JsonNode weightIn(JsonNode[] arguments) {
    JsonNode weight = arguments[0];
    if (!weight.hasNonNull("value") || !weight.hasNonNull("unit")) {
      throw new ArgumentException(
          Arguments.show(weight) + " is not a weight: {\"value\": …, \"unit\": …}");
    }
    return convert(
        weight.get("value"),
        factor(GRAMS, weight.get("unit")),
        factor(GRAMS, arguments[1]),
        arguments[2]);
  }

  private static JsonNode lengthIn(JsonNode[] arguments) {
    return convert(
        arguments[0],
        factor(MILLIMETRES, arguments[1]),
        factor(MILLIMETRES, arguments[2]),
        arguments[3]);
  }

  private static BigDecimal factor(Map<String, BigDecimal> units, JsonNode unit) {
    BigDecimal factor = unit.isTextual() ? units.get(unit.textValue()) : null;
    if (factor == null) {
      throw new ArgumentException(
          "unit "
              + Arguments.show(unit)
              + " is none of "
              + String.join(", ", units.keySet().stream().sorted().toList()));
    }
    return factor;
  }

  private static JsonNode convert(JsonNode value, BigDecimal from, BigDecimal to, JsonNode scale) {
    int digits = Arguments.integer(scale, "scale", 0, MAX_SCALE);
    BigDecimal number = measure(value);
    BigDecimal converted = number.multiply(from).divide(to, digits, RoundingMode.HALF_UP);
    // A light parcel isn't a weightless one.
    if (converted.signum() == 0 && number.signum() > 0) {
      converted = BigDecimal.ONE.movePointLeft(digits);
    }
    return TextNode.valueOf(converted.toPlainString());
  }

  /** Unlike money, a measure may have been calculated: floating-point is read by its digits. */
  private static BigDecimal measure(JsonNode value) {
    BigDecimal number = value.isNumber() ? value.decimalValue() : Arguments.decimal(value);
    if (number.signum() < 0) {
      throw new ArgumentException(Arguments.show(value) + " is less than 0");
    }
    return number;
  }
}
