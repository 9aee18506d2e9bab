package org.partnergateway.tests.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.StripeSignature;

/**
 * What internal services do, one story after the other: pay, take and give back money; book,
 * confirm and void labels; and what partners tell besides.
 */
final class Stories {
  private static final int ONE_IN_SO_MANY_ASKED_TWICE_AT_ONCE = 15;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

  private final Api api;
  private final Caller caller;
  private final Deliveries deliveries;
  private final HistoryWriter history;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong scans = new AtomicLong();

  Stories(Api api, Caller caller, Deliveries deliveries, HistoryWriter history) {
    this.api = api;
    this.caller = caller;
    this.deliveries = deliveries;
    this.history = history;
  }

  /** Authorized, then captured or canceled or left; what was captured may be refunded. */
  void payment(String order, Random random) throws InterruptedException {
    ObjectNode body = object().put("order_id", order).put("partner", "stripe");
    long amount = random.nextLong(1_000, 100_000);
    body.putObject("amount").put("amount", amount).put("currency", "USD");
    String card = random.nextInt(12) == 0 ? "pm_card_visa_chargeDeclined" : "pm_card_visa";
    body.putObject("payment_method").put("type", "token").put("token", card);
    Optional<JsonNode> payment = write("authorize-payment", "/v1/payments", body, random);
    if (payment.isEmpty()) {
      return;
    }
    String id = payment.get().path("id").asText();
    look("payment", id);
    int choice = random.nextInt(10);
    if (choice < 2) {
      write("cancel-payment", "/v1/payments/%s/cancel".formatted(id), object(), random);
    } else if (choice < 9
        && write("capture-payment", "/v1/payments/%s/capture".formatted(id), object(), random)
            .isPresent()) {
      look("payment", id);
      if (random.nextInt(3) == 0) {
        refund(id, amount * 2 / 5, random);
        if (random.nextBoolean()) {
          refund(id, amount * 2 / 5, random);
        }
      }
    }
    look("payment", id);
  }

  private void refund(String payment, long amount, Random random) throws InterruptedException {
    ObjectNode body = object().put("payment_id", payment);
    body.putObject("amount").put("amount", amount).put("currency", "USD");
    write("refund-payment", "/v1/refunds", body, random);
  }

  /** Booked, and often voided; the carrier tells where it is. */
  void parcel(Random random) throws InterruptedException {
    Optional<JsonNode> shipment = book(null, random);
    if (shipment.isEmpty()) {
      return;
    }
    String id = shipment.get().path("id").asText();
    look("shipment", id);
    String number = shipment.get().path("tracking_number").asText();
    for (int scan = random.nextInt(4); scan > 0; scan--) {
      scan(number);
    }
    if (random.nextInt(3) == 0) {
      write("void-shipment", "/v1/shipments/%s/void".formatted(id), object(), random);
      look("shipment", id);
    }
  }

  /** An order that has come is sent, and its marketplace told. */
  void order(String order, Random random) throws InterruptedException {
    Optional<JsonNode> shipment = book(order, random);
    if (shipment.isPresent()) {
      ObjectNode body = object().put("shipment_id", shipment.get().path("id").asText());
      write(
          "confirm-shipment",
          "/v1/orders/%s/shipment-confirmations".formatted(order),
          body,
          random);
    }
  }

  private Optional<JsonNode> book(String order, Random random) throws InterruptedException {
    ObjectNode body = object();
    if (order != null) {
      body.put("order_id", order);
    }
    body.put("carrier", "ups").put("service", "ups_ground");
    body.set("ship_from", address("Dispatch"));
    body.set("ship_to", address("Reception"));
    body.putArray("parcels")
        .addObject()
        .putObject("weight")
        .put("value", random.nextInt(100, 2_000))
        .put("unit", "g");
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return write("book-shipment", "/v1/shipments", body, random);
  }

  /** Now and then the same thing is asked for twice at once, under one key. */
  private Optional<JsonNode> write(String kind, String path, ObjectNode body, Random random)
      throws InterruptedException {
    String key = "%s-%d-%s".formatted(run, numbers.incrementAndGet(), kind);
    Caller.Write write = caller.write(kind, path, key, body);
    if (random.nextInt(ONE_IN_SO_MANY_ASKED_TWICE_AT_ONCE) != 0) {
      return write.ask();
    }
    Thread twin =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    write.ask();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    Optional<JsonNode> answer = write.ask();
    twin.join();
    return answer;
  }

  /** What the API shows of it now. */
  private void look(String kind, String id) throws InterruptedException {
    try {
      JsonNode document = api.get("/v1/%ss/%s".formatted(kind, id));
      history.add(
          new Entry.Seen(
              kind, id, document.path("status").asText(), document.path("version").asLong()));
    } catch (IOException e) {
      // Not seen, then.
    }
  }

  /** One more scan of a parcel under way, told unlike any other. */
  private void scan(String number) {
    Instant at = Instant.now().minusSeconds(scans.incrementAndGet() % 50_000);
    var utc = at.atZone(ZoneOffset.UTC);
    ObjectNode body = object().put("trackingNumber", number);
    body.put("localActivityDate", DATE.format(utc)).put("localActivityTime", TIME.format(utc));
    body.putObject("activityLocation")
        .put("city", "LOUISVILLE")
        .put("stateProvince", "KY")
        .put("postalCode", "")
        .put("country", "US");
    body.putObject("activityStatus")
        .put("type", "I")
        .put("code", "DP")
        .put("description", "Departed from Facility");
    body.put("gmtActivityDate", DATE.format(utc)).put("gmtActivityTime", TIME.format(utc));
    body.put("gmtOffset", "+00.00").put("actualDeliveryDate", "").put("actualDeliveryTime", "");
    deliveries.post(
        "http://gateway.sandbox/partners/ups/webhooks",
        Map.of("Content-Type", "application/json", "credential", "sandbox"),
        body.toString().getBytes(UTF_8),
        Duration.ZERO);
  }

  /** A signed event that changes nothing in the ledger, of which there may be many. */
  void message() {
    byte[] body =
        """
        {"id": "evt_%s%d", "object": "event", "api_version": "2023-08-16", "created": %d,
         "type": "payment_intent.created", "livemode": false, "pending_webhooks": 1,
         "request": {"id": "req_1", "idempotency_key": null},
         "data": {"object": {
           "id": "pi_%1$s%2$d", "object": "payment_intent", "amount": 100, "amount_capturable": 0,
           "amount_received": 0, "canceled_at": null, "cancellation_reason": null,
           "capture_method": "manual", "confirmation_method": "automatic", "created": %3$d,
           "currency": "usd", "description": null, "last_payment_error": null,
           "latest_charge": null, "livemode": false, "metadata": {}, "next_action": null,
           "payment_method": null, "payment_method_types": ["card"], "shipping": null,
           "status": "requires_payment_method"}}}"""
            .formatted(run, numbers.incrementAndGet(), Instant.now().getEpochSecond())
            .getBytes(UTF_8);
    deliveries.post(
        "http://gateway.sandbox/partners/stripe/webhooks",
        Map.of(
            "Content-Type",
            "application/json; charset=utf-8",
            StripeSignature.HEADER,
            StripeSignature.sign(SimulatedPartners.WEBHOOK_SECRET, Instant.now(), body)),
        body,
        Duration.ZERO);
  }

  private static ObjectNode address(String name) {
    ObjectNode address = object().put("name", name);
    address.putArray("lines").add("80 Market Street");
    return address
        .put("locality", "Oakland")
        .put("region", "CA")
        .put("postal_code", "94607")
        .put("country", "US")
        .put("phone", "+15105550100");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
