package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.partnergateway.tests.simulators.Fault;
import org.partnergateway.tests.simulators.Faults;

/**
 * Orders of marketplaces that are data, from their arrival on; effects are counted at the
 * marketplaces.
 */
@Order(1)
class MarketplacesTest {
  private static final String TOKEN = "canary-token-7d1f00";

  @TempDir static Path directory;
  private static Sandbox sandbox;
  private static Api api;

  @BeforeAll
  static void start() {
    sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.api.clients.sandbox.token", TOKEN)
                .with("gateway.partners.ebay.poll-every", "2s")
                .with("gateway.partners.walmart.poll-every", "2s"));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @AfterEach
  void nothing_is_broken_on_purpose_any_more() {
    sandbox.partners().server().faults().clear();
  }

  @Test
  void an_ebay_order_is_shipped_once_and_given_back_no_further_than_it_was_paid() {
    JsonNode order = arrival("ebay", 1);
    assertThat(order.path("status").asText()).isEqualTo("confirmed");
    String path = "/v1/orders/" + order.path("id").asText();
    Map<String, Long> before = sandbox.partners().effects("ebay");

    answerIsLost("ebay", "createShippingFulfillment");
    String shipment = booked(order);
    ApiAnswer doubtful =
        api.post(path + "/shipment-confirmations", RunningSandbox.fresh("confirm"), of(shipment));
    ended(doubtful);
    assertThat(api.get(path).path("status").asText()).isEqualTo("shipped");
    ApiAnswer again =
        api.post(
            path + "/shipment-confirmations", RunningSandbox.fresh("confirm"), of(booked(order)));
    again.expect(422);

    ApiAnswer refund =
        api.post(path + "/refunds", RunningSandbox.fresh("refund"), refund(500, "late_delivery"));
    // eBay takes it at once, and says later what became of it.
    assertThat(refund.expect(201).at("/status")).isEqualTo("succeeded");
    long rest = total(order) - 500;
    api.post(path + "/refunds", RunningSandbox.fresh("refund"), refund(rest + 1, "other"))
        .expect(409);

    assertThat(since(before, "ebay", "fulfillments")).isEqualTo(1);
    assertThat(since(before, "ebay", "refunds")).isEqualTo(1);
  }

  @Test
  void a_walmart_order_is_acknowledged_partly_canceled_shipped_and_given_back() {
    arrival("walmart", 1);
    JsonNode order = arrival("walmart", 2);
    assertThat(order.path("status").asText()).isEqualTo("created");
    String path = "/v1/orders/" + order.path("id").asText();
    Map<String, Long> before = sandbox.partners().effects("walmart");

    for (int time = 0; time < 2; time++) {
      api.post(path + "/acknowledgements", RunningSandbox.fresh("acknowledge"), Bodies.object())
          .expect(200);
    }
    ObjectNode cancellation = Bodies.object().put("reason", "out_of_stock");
    line(cancellation, "2", 1);
    answerIsLost("walmart", "cancelOrderLines");
    ended(api.post(path + "/cancellations", RunningSandbox.fresh("cancel"), cancellation));
    assertThat(api.get(path).at("/line_items/1/quantity/canceled").asInt()).isEqualTo(1);
    api.post(path + "/shipment-confirmations", RunningSandbox.fresh("confirm"), of(booked(order)))
        .expect(200);
    assertThat(api.get(path).path("status").asText()).isEqualTo("shipped");
    ObjectNode refund = refund(1000, "damaged");
    refund
        .putArray("line_items")
        .addObject()
        .put("line_item_id", "1")
        .set("amount", Bodies.money(1000, "USD"));
    answerIsLost("walmart", "refundOrderLines");
    ended(api.post(path + "/refunds", RunningSandbox.fresh("refund"), refund));

    assertThat(since(before, "walmart", "acknowledgments")).isEqualTo(1);
    assertThat(since(before, "walmart", "cancellations")).isEqualTo(1);
    assertThat(since(before, "walmart", "shipments")).isEqualTo(1);
    assertThat(since(before, "walmart", "refunds")).isEqualTo(1);
    List<String> correlations =
        sandbox
            .partners()
            .server()
            .wireMock()
            .findAll(WireMock.anyRequestedFor(WireMock.urlPathMatching("/walmart/v3/.*")))
            .stream()
            .map(request -> request.getHeader("WM_QOS.CORRELATION_ID"))
            .toList();
    assertThat(correlations).doesNotContainNull().doesNotHaveDuplicates();
    JsonNode theirs = arrival("walmart", 1);
    assertThat(theirs.path("fulfilled_by").asText()).isEqualTo("partner");
    api.post(
            "/v1/orders/" + theirs.path("id").asText() + "/shipment-confirmations",
            RunningSandbox.fresh("confirm"),
            of(booked(theirs)))
        .expect(409);
    assertThat(since(before, "walmart", "shipments")).isEqualTo(1);
  }

  @Test
  void walmart_is_told_how_much_there_is() {
    Map<String, Long> before = sandbox.partners().effects("walmart");
    ObjectNode level = Bodies.object().put("partner", "walmart").put("sku", "KETTLE-12");
    ApiAnswer answer =
        api.send(
            ApiRequest.post("/v1/inventory-levels", level.put("available", 5))
                .method("PUT")
                .key(RunningSandbox.fresh("level")));
    assertThat(answer.at("/status")).isEqualTo("published");
    assertThat(since(before, "walmart", "inventory-figures")).isEqualTo(1);
  }

  /** What was in doubt was looked up, and found. */
  private static void ended(ApiAnswer doubtful) {
    assertThat(doubtful.status()).as(doubtful.toString()).isNotIn(200, 201);
    String id = doubtful.at(doubtful.json().has("operation_id") ? "/operation_id" : "/id");
    Await.until(
        "it is found",
        () -> api.get("/v1/operations/" + id).path("status").asText(),
        "succeeded"::equals);
  }

  /** The next order of a buyer there, as the gateway has it. */
  private static JsonNode arrival(String partner, int lines) {
    List<String> known = ids(partner);
    sandbox.partners().arrive(partner);
    String id =
        Await.until(
                "the order is polled",
                () -> ids(partner).stream().filter(one -> !known.contains(one)).toList(),
                fresh -> fresh.size() == 1)
            .getFirst();
    JsonNode order = api.get("/v1/orders/" + id);
    assertThat(order.path("line_items")).hasSize(lines);
    return order;
  }

  private static List<String> ids(String partner) {
    return api.all("/v1/orders?partner=" + partner).stream()
        .map(order -> order.path("id").asText())
        .toList();
  }

  private static String booked(JsonNode order) {
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    return api.post(
            "/v1/shipments",
            RunningSandbox.fresh("book"),
            booking.put("order_id", order.path("id").asText()))
        .expect(201)
        .id();
  }

  /** The request takes effect, and its answer is cut off. */
  private static void answerIsLost(String partner, String operation) {
    sandbox
        .partners()
        .server()
        .faults()
        .add(
            new Faults.Target(partner, operation, ""),
            new Fault(Duration.ZERO, null, 0, true, true, List.of()),
            OptionalInt.of(1),
            "the answer is lost");
  }

  private static ObjectNode of(String shipment) {
    return Bodies.object().put("shipment_id", shipment);
  }

  private static ObjectNode refund(long amount, String reason) {
    ObjectNode body = Bodies.object().put("reason", reason);
    body.set("amount", Bodies.money(amount, "USD"));
    return body;
  }

  private static void line(ObjectNode body, String line, int quantity) {
    body.putArray("line_items").addObject().put("line_item_id", line).put("quantity", quantity);
  }

  private static long total(JsonNode order) {
    for (JsonNode total : order.path("totals")) {
      if (total.path("type").asText().equals("total")) {
        return total.at("/amount/amount").asLong();
      }
    }
    throw new AssertionError("the order has no total");
  }

  private static long since(Map<String, Long> before, String partner, String effect) {
    return sandbox.partners().effects(partner).getOrDefault(effect, 0L)
        - before.getOrDefault(effect, 0L);
  }
}
