package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The steps of one order: acknowledge, authorize, book, confirm to the marketplace, capture. Who
 * takes invoices gets one at the end instead of paying before.
 */
final class OrderFulfilment {
  private static final Set<String> OPEN = Set.of("created", "confirmed", "processing");

  private final CanonicalApi api;

  OrderFulfilment(CanonicalApi api) {
    this.api = api;
  }

  /** What became of an order, for the line that is printed: its ids at the partners. */
  record Fulfilled(
      String orderId,
      String settled,
      String orderNumber,
      String total,
      String carrier,
      String tracking) {}

  /** Whether there is something to do: what the marketplace ships itself is not the shop's. */
  static boolean isOpen(JsonNode order) {
    return OPEN.contains(order.path("status").asText())
        && !order.path("fulfilled_by").asText().equals("partner");
  }

  /** Safe to run again after a crash: each step has one key, derived from the order. */
  Fulfilled fulfil(JsonNode order) throws IOException, InterruptedException {
    String id = order.path("id").asText();
    ObjectNode amount = total(order);
    Set<String> offered = offered(order);
    boolean invoiced = offered.contains("send-invoice");
    if (offered.contains("acknowledge-order") && order.path("status").asText().equals("created")) {
      api.post("/v1/orders/" + id + "/acknowledgements", id + "-acknowledge", object());
    }
    JsonNode payment = invoiced ? null : payment(id, amount);
    JsonNode shipment = book(id, order);
    confirm(id, shipment);
    if (payment == null) {
      invoice(order);
    } else {
      capture(id, payment);
    }
    return new Fulfilled(
        id,
        invoiced ? "invoiced" : "paid",
        order.path("order_number").asText(),
        "%s %d".formatted(amount.path("currency").asText(), amount.path("amount").asLong()),
        shipment.path("carrier").asText(),
        shipment.path("tracking_number").asText());
  }

  /** What the order's partner can be told. */
  private Set<String> offered(JsonNode order) throws IOException, InterruptedException {
    Set<String> offered = new HashSet<>();
    api.get("/v1/partners/" + order.path("partner").asText())
        .path("operations")
        .forEach(operation -> offered.add(operation.asText()));
    return offered;
  }

  /** An order that came of a checkout of ours brings its payment along. */
  private JsonNode payment(String orderId, ObjectNode amount)
      throws IOException, InterruptedException {
    for (JsonNode payment : api.get("/v1/payments?order_id=" + orderId).path("data")) {
      if (payment.path("status").asText().equals("authorized")) {
        return payment;
      }
    }
    return authorize(orderId, amount);
  }

  private JsonNode authorize(String orderId, ObjectNode amount)
      throws IOException, InterruptedException {
    ObjectNode body = object().put("order_id", orderId).put("partner", "stripe");
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
    ObjectNode parcels = object();
    parcels.set("ship_from", Warehouse.address());
    parcels.set("ship_to", destination(order));
    parcels.putArray("parcels").add(Warehouse.parcel(orderId));
    JsonNode rate = cheapest(parcels);
    ObjectNode body = parcels.deepCopy();
    body.put("order_id", orderId);
    body.set("carrier", rate.get("carrier"));
    body.set("service", rate.get("service"));
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return api.post("/v1/shipments", orderId + "-book", body);
  }

  /**
   * A marketplace may show only a part of the buyer's address; then the parcel waits at the
   * counter.
   */
  private static JsonNode destination(JsonNode order) {
    JsonNode shipTo = order.path("ship_to");
    boolean complete = shipTo.has("lines") && shipTo.has("locality") && shipTo.has("name");
    return complete ? shipTo : Warehouse.pickupCounter();
  }

  private JsonNode cheapest(ObjectNode parcels) throws IOException, InterruptedException {
    JsonNode best = null;
    for (JsonNode rate : api.post("/v1/rates", null, parcels).path("rates")) {
      if (best == null || charge(rate) < charge(best)) {
        best = rate;
      }
    }
    if (best == null) {
      throw new IOException("no carrier goes there");
    }
    return best;
  }

  private static long charge(JsonNode rate) {
    return rate.at("/total_charge/amount").asLong();
  }

  private void confirm(String orderId, JsonNode shipment) throws IOException, InterruptedException {
    ObjectNode body = object().put("shipment_id", shipment.path("id").asText());
    api.post("/v1/orders/" + orderId + "/shipment-confirmations", orderId + "-confirm", body);
  }

  private void invoice(JsonNode order) throws IOException, InterruptedException {
    String id = order.path("id").asText();
    ObjectNode body = object().put("invoice_number", "INV-" + order.path("order_number").asText());
    api.post("/v1/orders/" + id + "/invoices", id + "-invoice", body);
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
