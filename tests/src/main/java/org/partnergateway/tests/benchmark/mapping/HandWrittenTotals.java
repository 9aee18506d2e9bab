package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/** The sums of {@link HandWrittenOrderMapping}. */
final class HandWrittenTotals {
  private static final Map<String, String> TYPES =
      Map.of(
          "ITEM", "items_base_amount",
          "SHIPPING", "fulfillment",
          "GIFT_WRAP", "gift_wrap",
          "COD_FEE", "fee",
          "TAX", "tax",
          "DISCOUNT", "discount",
          "DELIVERY_TIP", "tip",
          "OTHER", "fee");

  private HandWrittenTotals() {}

  static ArrayNode map(ObjectMapper json, JsonNode proceeds, JsonNode sum) {
    ArrayNode totals = json.createArrayNode();
    for (JsonNode part : proceeds.path("breakdowns")) {
      String type = TYPES.getOrDefault(part.path("type").asText(), "fee");
      ObjectNode total = totals.addObject();
      total.put("type", type);
      HandWrittenOrderMapping.put(
          total, "display_text", HandWrittenOrderMapping.text(part.path("type")));
      if (part.path("subtotal").isObject()) {
        ObjectNode money = money(json, part.path("subtotal"));
        long amount = money.path("amount").asLong();
        if (type.equals("discount") && amount > 0) {
          money.put("amount", -amount);
        }
        total.set("amount", money);
      }
    }
    if (sum.isObject()) {
      totals.addObject().put("type", "total").set("amount", money(json, sum));
    }
    return totals;
  }

  static ObjectNode money(ObjectMapper json, JsonNode money) {
    String code = money.path("currencyCode").asText();
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    long amount =
        new BigDecimal(money.path("amount").asText()).movePointRight(digits).longValueExact();
    return json.createObjectNode().put("amount", amount).put("currency", code);
  }
}
