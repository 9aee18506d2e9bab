package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Money, exactly: between decimal text, foreign exponents and our whole minor units. */
public final class MoneyFunctions {
  private static final int MAX_EXPONENT = 9;

  private MoneyFunctions() {}

  /** The functions of this subject. */
  public static List<Function> all() {
    return List.of(
        NamedFunction.of("money", 2, MoneyFunctions::money),
        NamedFunction.of("money-of-minor", 2, MoneyFunctions::moneyOfMinor),
        NamedFunction.of("decimal", 1, MoneyFunctions::decimal),
        NamedFunction.of("minor-units", 2, MoneyFunctions::minorUnits),
        NamedFunction.of("money-from-units", 3, MoneyFunctions::moneyFromUnits),
        NamedFunction.of("money-sum", 1, MoneyFunctions::sum),
        NamedFunction.of("money-times", 2, MoneyFunctions::times),
        NamedFunction.of("money-minus", 2, MoneyFunctions::minus),
        NamedFunction.of("currency-exponent", 1, a -> IntNode.valueOf(Currencies.exponent(a[0]))));
  }

  private static JsonNode money(JsonNode[] arguments) {
    BigDecimal decimal = Arguments.decimal(arguments[0]);
    int exponent = Currencies.exponent(arguments[1]);
    String currency = Arguments.text(arguments[1]);
    Supplier<String> tooFine =
        () -> " has more digits than " + currency + " has (" + exponent + ")";
    return new Money(whole(decimal, exponent, arguments[0], tooFine), currency).toJson();
  }

  private static JsonNode moneyOfMinor(JsonNode[] arguments) {
    long amount = Arguments.integer(arguments[0]);
    Currencies.exponent(arguments[1]);
    return new Money(amount, Arguments.text(arguments[1])).toJson();
  }

  private static JsonNode decimal(JsonNode[] arguments) {
    return TextNode.valueOf(Money.of(arguments[0]).decimal().toPlainString());
  }

  private static JsonNode minorUnits(JsonNode[] arguments) {
    int exponent = Arguments.integer(arguments[1], "exponent", 0, MAX_EXPONENT);
    BigDecimal decimal = Money.of(arguments[0]).decimal();
    Supplier<String> tooFine =
        () -> " is no whole number of units with " + exponent + " decimal digits";
    return Arguments.integerNode(whole(decimal, exponent, arguments[0], tooFine));
  }

  private static JsonNode moneyFromUnits(JsonNode[] arguments) {
    long units = Arguments.integer(arguments[0]);
    int exponent = Arguments.integer(arguments[1], "exponent", 0, MAX_EXPONENT);
    int own = Currencies.exponent(arguments[2]);
    String currency = Arguments.text(arguments[2]);
    Supplier<String> tooFine =
        () ->
            " units with "
                + exponent
                + " decimal digits are more digits than "
                + currency
                + " has ("
                + own
                + ")";
    BigDecimal decimal = BigDecimal.valueOf(units, exponent);
    return new Money(whole(decimal, own, arguments[0], tooFine), currency).toJson();
  }

  private static JsonNode sum(JsonNode[] arguments) {
    if (!arguments[0].isArray()) {
      throw new ArgumentException(Arguments.show(arguments[0]) + " is not an array of money");
    }
    Money sum = null;
    for (JsonNode element : arguments[0]) {
      // What a partner left out adds nothing.
      if (!element.isNull()) {
        sum = plus(sum, Money.of(element));
      }
    }
    return sum == null ? NullNode.instance : sum.toJson();
  }

  private static Money plus(@Nullable Money sum, Money more) {
    if (sum == null) {
      return more;
    }
    requireSame(sum, more);
    try {
      return new Money(Math.addExact(sum.amount(), more.amount()), sum.currency());
    } catch (ArithmeticException e) {
      throw new ArgumentException("the sum is more than 64 bits hold");
    }
  }

  private static JsonNode times(JsonNode[] arguments) {
    if (arguments[1].isNull()) {
      return NullNode.instance;
    }
    Money money = Money.of(arguments[0]);
    long factor = Arguments.integer(arguments[1]);
    try {
      return new Money(Math.multiplyExact(money.amount(), factor), money.currency()).toJson();
    } catch (ArithmeticException e) {
      throw new ArgumentException("the product is more than 64 bits hold");
    }
  }

  private static JsonNode minus(JsonNode[] arguments) {
    if (arguments[1].isNull()) {
      return NullNode.instance;
    }
    Money left = Money.of(arguments[0]);
    Money right = Money.of(arguments[1]);
    requireSame(left, right);
    try {
      return new Money(Math.subtractExact(left.amount(), right.amount()), left.currency()).toJson();
    } catch (ArithmeticException e) {
      throw new ArgumentException("the difference is more than 64 bits hold");
    }
  }

  private static void requireSame(Money left, Money right) {
    if (!left.currency().equals(right.currency())) {
      throw new ArgumentException(
          left.currency() + " and " + right.currency() + " are two currencies");
    }
  }

  /** How many units of 10^-exponent the decimal is, which must be a whole number of them. */
  private static long whole(
      BigDecimal decimal, int exponent, JsonNode shown, Supplier<String> tooFine) {
    BigDecimal units = decimal.movePointRight(exponent);
    // Tells a huge exponent apart before it is spelled out in digits.
    if (units.signum() != 0 && units.precision() - units.scale() > 19) {
      throw new ArgumentException(Arguments.show(shown) + " is more than 64 bits hold");
    }
    if (units.signum() != 0 && units.stripTrailingZeros().scale() > 0) {
      throw new ArgumentException(Arguments.show(shown) + tooFine.get());
    }
    try {
      return units.longValueExact();
    } catch (ArithmeticException e) {
      throw new ArgumentException(Arguments.show(shown) + " is more than 64 bits hold");
    }
  }
}
