package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/** The four steps of one order: authorize, book, confirm to the marketplace, capture. */
final class OrderFulfilment {
  private static final Set<String> OPEN = Set.of("created", "confirmed", "processing");

  private final CanonicalApi api;

  OrderFulfilment(CanonicalApi api) {
    this.api = api;
  }

  /** What became of an order: its ids at the partners, for the line that is printed. */
  record Fulfilled(
      String orderId, String orderNumber, String total, String carrier, String tracking) {}

  static boolean isOpen(JsonNode order) {
    return OPEN.contains(order.path("status").asText());
  }

  /** Safe to run again after a crash: each step has one key, derived from the order. */
  Fulfilled fulfil(JsonNode order) throws IOException, InterruptedException {
    String id = order.path("id").asText();
    ObjectNode amount = total(order);
    JsonNode payment = authorize(id, amount);
    JsonNode shipment = book(id, order);
    confirm(id, shipment);
    capture(id, payment);
    return new Fulfilled(
        id,
        order.path("order_number").asText(),
        "%s %d".formatted(amount.path("currency").asText(), amount.path("amount").asLong()),
        shipment.path("carrier").asText(),
        shipment.path("tracking_number").asText());
  }

  private JsonNode authorize(String orderId, ObjectNode amount)
      throws IOException, InterruptedException {
    ObjectNode body = object().put("order_id", orderId);
    body.set("amount", amount);
    body.putObject("payment_method").put("type", "token").put("token", "pm_card_visa");
    JsonNode payment = api.post("/v1/payments", orderId + "-authorize", body);
    if (!payment.path("status").asText().equals("authorized")) {
      throw new IOException(
          "payment " + payment.path("id").asText() + " is " + payment.path("status"));
    }
    return payment;
  }

  private JsonNode book(String orderId, JsonNode order) throws IOException, InterruptedException {
    ObjectNode body =
        object().put("order_id", orderId).put("carrier", "ups").put("service", "ups_ground");
    body.set("ship_from", Warehouse.address());
    if (!order.has("ship_to")) {
      body.set("ship_to", Warehouse.pickupCounter());
    }
    ObjectNode parcel = body.putArray("parcels").addObject();
    parcel.putObject("weight").put("value", 1200).put("unit", "g");
    parcel
        .putObject("dimensions")
        .put("length", 30)
        .put("width", 20)
        .put("height", 10)
        .put("unit", "cm");
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return api.post("/v1/shipments", orderId + "-book", body);
  }

  private void confirm(String orderId, JsonNode shipment) throws IOException, InterruptedException {
    ObjectNode body = object().put("shipment_id", shipment.path("id").asText());
    api.post("/v1/orders/" + orderId + "/shipment-confirmations", orderId + "-confirm", body);
  }

  private void capture(String orderId, JsonNode payment) throws IOException, InterruptedException {
    String path = "/v1/payments/" + payment.path("id").asText() + "/capture";
    api.post(path, orderId + "-capture", object());
  }

  /**
   * What the buyer owes: the order's grand total where the marketplace tells it, else the sum of
   * the lines.
   */
  private static ObjectNode total(JsonNode order) {
    for (JsonNode total : order.path("totals")) {
      if (total.path("type").asText().equals("total")) {
        return total.path("amount").deepCopy();
      }
    }
    long sum = 0;
    for (JsonNode line : order.path("line_items")) {
      sum += line.at("/unit_price/amount").asLong() * line.at("/quantity/ordered").asLong();
    }
    return object().put("amount", sum).put("currency", order.path("currency").asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
