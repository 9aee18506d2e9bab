package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Captures of a payment that its provider tells one by one, each with its part of the money: they
 * stand among the references, which are a set, so that it doesn't matter in which order and how
 * often they are told.
 */
final class CaptureParts {
  private static final String CAPTURED = "captured_amount";

  private CaptureParts() {}

  /**
   * Adds the parts up.
   *
   * @return whether they come to all that there was to take
   */
  static boolean sum(ObjectNode payment) {
    String currency = payment.path("amount").path("currency").asText();
    long sum = 0;
    for (JsonNode reference : payment.path("partner_refs")) {
      JsonNode part = reference.path("amount");
      if (reference.path("type").asText().equals("capture")
          && part.path("currency").asText().equals(currency)) {
        sum = Math.addExact(sum, part.path("amount").asLong());
      }
    }
    if (sum == 0) {
      return false;
    }
    Growing.sum(payment, CAPTURED, money(sum, currency));
    // Not what was authorized, of which more may be told later: what is captured stays captured.
    return payment.path(CAPTURED).path("amount").asLong()
        >= payment.path("amount").path("amount").asLong();
  }

  /** As it is read from JSON, so that the same sum is the same tree. */
  private static ObjectNode money(long amount, String currency) {
    ObjectNode money = JsonNodeFactory.instance.objectNode();
    if (amount == (int) amount) {
      money.put("amount", (int) amount);
    } else {
      money.put("amount", amount);
    }
    return money.put("currency", currency);
  }
}
