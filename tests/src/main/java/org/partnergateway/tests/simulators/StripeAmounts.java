package org.partnergateway.tests.simulators;

import static java.util.Map.entry;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Stripe's rules for amounts, in the units Stripe counts a currency in. */
final class StripeAmounts {
  private static final long MAXIMUM = 99_999_999;

  private static final Map<String, Integer> MINIMUM =
      Map.ofEntries(
          entry("usd", 50),
          entry("aud", 50),
          entry("brl", 50),
          entry("cad", 50),
          entry("chf", 50),
          entry("eur", 50),
          entry("inr", 50),
          entry("jpy", 50),
          entry("nzd", 50),
          entry("sgd", 50),
          entry("gbp", 30),
          entry("aed", 200),
          entry("pln", 200),
          entry("dkk", 250),
          entry("nok", 300),
          entry("sek", 300),
          entry("hkd", 400),
          entry("mxn", 1000),
          entry("czk", 1500),
          entry("huf", 17500));

  private static final Set<String> LAST_DIGIT_ZERO = Set.of("bhd", "jod", "kwd", "omr", "tnd");
  private static final Set<String> WHOLE_UNITS_IN_HUNDREDTHS = Set.of("isk", "ugx");
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private StripeAmounts() {}

  /** Refuses what may not be charged. */
  static void checkCharge(long amount, String currency) {
    if (!CURRENCIES.contains(currency)) {
      throw StripeProblem.parameter(
          "currency",
          "",
          "Invalid currency: %s. Give a three-letter ISO code in lower case.".formatted(currency));
    }
    if (amount < MINIMUM.getOrDefault(currency, 1)) {
      throw StripeProblem.parameter(
          "amount", "amount_too_small", "The amount is below the smallest for " + currency + ".");
    }
    if (amount > MAXIMUM) {
      throw StripeProblem.parameter(
          "amount", "amount_too_large", "The amount may have no more than eight digits.");
    }
    checkDigits(amount, currency, "amount");
  }

  /** Refuses digits that the card networks have no place for. */
  static void checkDigits(long amount, String currency, String parameter) {
    if (amount < 1) {
      throw StripeProblem.parameter(
          parameter, "parameter_invalid_integer", "The amount must be 1 or more.");
    }
    if (LAST_DIGIT_ZERO.contains(currency) && amount % 10 != 0) {
      throw StripeProblem.parameter(
          parameter,
          "parameter_invalid_integer",
          "Amounts in %s must end in 0.".formatted(currency));
    }
    if (WHOLE_UNITS_IN_HUNDREDTHS.contains(currency) && amount % 100 != 0) {
      throw StripeProblem.parameter(
          parameter,
          "invalid_charge_amount_no_decimal_compatible",
          "Amounts in %s must be multiples of 100.".formatted(currency));
    }
  }
}
