package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One checkout of the simulated shop. Used under the shop's lock. */
final class Checkout {
  /** A percentage in thousandths. */
  private static final long TAX = 8875;

  private static final long ALL = 100_000;

  /** Providers take dinars in tens of fils only. */
  private static final long CASH_FILS = 10;

  private static final Map<String, Long> SHIPPING = Map.of("standard", 500L, "express", 1500L);
  private static final Duration VALID_FOR = Duration.ofHours(6);

  final String id;
  final String currency;
  final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Instant createdAt;
  private final Catalogue catalogue;
  @Nullable JsonNode buyer;
  @Nullable JsonNode shipTo;
  String option = "standard";
  String end = "";
  boolean held;
  @Nullable String orderNumber;
  @Nullable String orderId;
  boolean declined;

  Checkout(String id, String currency, Instant createdAt, Catalogue catalogue) {
    this.id = id;
    this.currency = currency;
    this.createdAt = createdAt;
    this.catalogue = catalogue;
  }

  static boolean knows(String option) {
    return SHIPPING.containsKey(option);
  }

  boolean isClosed() {
    return !end.isEmpty();
  }

  /** The first product of which there is too little. */
  @Nullable String missing() {
    for (Map.Entry<String, Integer> line : lines.entrySet()) {
      if (!held && catalogue.left(line.getKey()) < line.getValue()) {
        return line.getKey();
      }
    }
    return null;
  }

  boolean isReady() {
    return shipTo != null && missing() == null;
  }

  private String status() {
    if (isClosed()) {
      return end;
    }
    return held
        ? "complete_in_progress"
        : isReady() ? "ready_for_payment" : "not_ready_for_payment";
  }

  private long goods() {
    long sum = 0;
    for (Map.Entry<String, Integer> line : lines.entrySet()) {
      sum += price(line.getKey()) * line.getValue();
    }
    return sum;
  }

  private long price(String product) {
    Catalogue.Product found = Catalogue.find(product, currency);
    return found == null ? 0 : found.price();
  }

  private long shipping() {
    return shipTo == null ? 0 : SHIPPING.getOrDefault(option, 0L);
  }

  private long tax() {
    long unit = currency.equals("KWD") ? CASH_FILS : 1;
    long exact = (goods() * TAX + ALL / 2) / ALL;
    return (exact + unit / 2) / unit * unit;
  }

  long total() {
    return goods() + shipping() + tax();
  }

  /** As the canonical contract has it. */
  ObjectNode document() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("id", id).put("status", status()).put("currency", currency);
    if (buyer != null) {
      tree.set("buyer", buyer);
    }
    if (shipTo != null) {
      tree.set("ship_to", shipTo);
    }
    lines(tree.putArray("line_items"));
    ArrayNode totals = tree.putArray("totals");
    total(totals, "items_base_amount", "Items", goods());
    if (shipTo != null) {
      total(totals, "fulfillment", "Shipping", shipping());
    }
    total(totals, "tax", "Tax", tax());
    total(totals, "total", "Total", total());
    options(tree.putArray("fulfillment_options"));
    if (shipTo != null) {
      tree.putArray("selected_options").addObject().put("option_id", option);
    }
    tree.putArray("payment_handlers")
        .addObject()
        .put("id", "card")
        .put("provider", "stripe")
        .put("merchant_ref", "acct_sandbox")
        .put("display_name", "Card")
        .put("environment", "sandbox");
    messages(tree.putArray("messages"));
    tree.putArray("links")
        .addObject()
        .put("type", "terms_of_use")
        .put("url", "https://shop.example/terms");
    if (orderNumber != null) {
      ObjectNode order = tree.putObject("order");
      if (orderId != null) {
        order.put("id", orderId);
      }
      order
          .put("order_number", orderNumber)
          .put("permalink_url", "https://shop.example/orders/" + orderNumber);
    }
    tree.put("created_at", createdAt.toString());
    tree.put("expires_at", createdAt.plus(VALID_FOR).toString());
    return tree;
  }

  private void lines(ArrayNode array) {
    int number = 1;
    for (Map.Entry<String, Integer> line : lines.entrySet()) {
      Catalogue.Product product = Catalogue.find(line.getKey(), currency);
      long price = price(line.getKey());
      ObjectNode tree = array.addObject();
      tree.put("id", "line_" + number++).put("product_id", line.getKey());
      tree.put("sku", line.getKey().toUpperCase(Locale.ROOT) + "-1");
      tree.put("title", product == null ? line.getKey() : product.title());
      tree.put("quantity", line.getValue());
      tree.set("unit_price", money(price));
      boolean there = held || catalogue.left(line.getKey()) >= line.getValue();
      tree.put("availability", there ? "in_stock" : "out_of_stock");
      total(tree.putArray("totals"), "total", "Total", price * line.getValue());
    }
  }

  private void options(ArrayNode array) {
    if (shipTo == null) {
      return;
    }
    for (String one : List.of("standard", "express")) {
      ObjectNode tree = array.addObject();
      tree.put("id", one).put("type", "shipping");
      tree.put("title", one.equals("express") ? "Express" : "Standard").put("carrier", "UPS");
      total(tree.putArray("totals"), "total", "Shipping", SHIPPING.getOrDefault(one, 0L));
    }
  }

  private void messages(ArrayNode array) {
    if (isClosed()) {
      return;
    }
    if (shipTo == null) {
      message(array, "missing", "/ship_to", "Where does it go?");
    }
    String missing = missing();
    if (missing != null) {
      int at = List.copyOf(lines.keySet()).indexOf(missing);
      message(
          array, "out_of_stock", "/line_items/" + at, "There is too little of " + missing + ".");
    }
    if (declined) {
      message(array, "payment_declined", "/payment", "The payment was declined.");
    }
  }

  private static void message(ArrayNode array, String code, String pointer, String text) {
    array
        .addObject()
        .put("type", "error")
        .put("code", code)
        .put("pointer", pointer)
        .put("resolution", "requires_buyer_input")
        .put("text", text);
  }

  private void total(ArrayNode array, String type, String text, long amount) {
    ObjectNode total = array.addObject().put("type", type).put("display_text", text);
    total.set("amount", money(amount));
  }

  private ObjectNode money(long amount) {
    return JsonNodeFactory.instance.objectNode().put("amount", amount).put("currency", currency);
  }
}
