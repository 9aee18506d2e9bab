package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * An amount in whole minor units of a currency: {@code {"amount": 3498, "currency": "EUR"}}.
 *
 * @param amount minor units, by the currency's ISO 4217 exponent
 * @param currency ISO 4217 code, checked
 */
record Money(long amount, String currency) {
  static Money of(JsonNode node) {
    JsonNode amount = node.path("amount");
    JsonNode currency = node.path("currency");
    if (!amount.isIntegralNumber() || !amount.canConvertToLong() || !currency.isTextual()) {
      throw new ArgumentException(
          Arguments.show(node) + " is not money: {\"amount\": whole minor units, \"currency\": …}");
    }
    Currencies.exponent(currency);
    return new Money(amount.longValue(), currency.textValue());
  }

  /** The amount with as many decimal digits as the currency has. */
  BigDecimal decimal() {
    return BigDecimal.valueOf(amount, Currencies.exponent(currency));
  }

  JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("amount", Arguments.integerNode(amount));
    return json.put("currency", currency);
  }
}
