package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.Map;
import java.util.stream.Collectors;

/** ISO 4217: how many decimal digits each currency has. */
final class Currencies {
  private static final Map<String, Integer> EXPONENTS =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .collect(
              Collectors.toUnmodifiableMap(
                  Currency::getCurrencyCode, Currency::getDefaultFractionDigits, (a, b) -> a));

  private Currencies() {}

  static int exponent(String code) {
    Integer exponent = EXPONENTS.get(code);
    if (exponent == null) {
      throw unknown('"' + code + '"');
    }
    return exponent;
  }

  static int exponent(JsonNode code) {
    Integer exponent = code.isTextual() ? EXPONENTS.get(code.textValue()) : null;
    if (exponent == null) {
      throw unknown(Arguments.show(code));
    }
    return exponent;
  }

  private static ArgumentException unknown(String shown) {
    return new ArgumentException(
        shown + " is not an ISO 4217 code (three capital letters) of a currency with minor units");
  }
}
