package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@SharesSandbox
class OrderStoryTest {
  private final RunningSandbox sandbox;
  private final Api api;

  OrderStoryTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @Test
  void anOrderIsPolledPaidShippedAndDelivered() {
    JsonNode order = polled(sandbox.partners().orders().place());
    String id = order.path("id").asText();
    Map<String, Long> before = sandbox.effects();
    String payer = RunningSandbox.fresh("payment");
    String reader = RunningSandbox.fresh("Reader");

    ApiAnswer payment =
        api.post("/v1/payments", id + "-pay", Bodies.payment(order, Bodies.GOOD_CARD, payer));
    assertThat(payment.expect(201).at("/status")).isEqualTo("authorized");
    ObjectNode booking = Bodies.booking(reader).put("order_id", id);
    ApiAnswer shipment = api.post("/v1/shipments", id + "-book", booking).expect(201);
    assertThat(shipment.at("/status")).isEqualTo("purchased");
    api.post(
            "/v1/orders/" + id + "/shipment-confirmations",
            id + "-confirm",
            Bodies.object().put("shipment_id", shipment.id()))
        .expect(200);
    ApiAnswer captured =
        api.post("/v1/payments/" + payment.id() + "/capture", id + "-capture", Bodies.object());
    assertThat(captured.expect(200).at("/status")).isEqualTo("captured");

    Await.until(
        "the shipment is delivered",
        () -> api.get("/v1/shipments/" + shipment.id()).path("tracking_status").asText(),
        "delivered"::equals);
    Await.until(
        "the order is completed",
        () -> api.get("/v1/orders/" + id).path("status").asText(),
        "completed"::equals);

    Map<String, Long> expected = new TreeMap<>(before);
    for (String effect :
        List.of(
            "stripe authorizations", "stripe captures", "ups shipments", "amazon confirmations")) {
      expected.merge(effect, 1L, Long::sum);
    }
    expected.merge("stripe authorizations_usd", 2500L, Long::sum);
    expected.merge("stripe captures_usd", 2500L, Long::sum);
    assertThat(sandbox.effects()).isEqualTo(expected);
    assertThat(sandbox.arrivals().authorizations(payer)).isEqualTo(1);
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
    assertThat(eventTypes(id))
        .contains(
            "org.partnergateway.order.created.v1",
            "org.partnergateway.payment.created.v1",
            "org.partnergateway.payment.updated.v1",
            "org.partnergateway.shipment.created.v1",
            "org.partnergateway.shipment.updated.v1",
            "org.partnergateway.tracking.updated.v1",
            "org.partnergateway.order.updated.v1",
            "org.partnergateway.operation.updated.v1");
  }

  private JsonNode polled(String amazonId) {
    return Await.until(
            "the order is polled",
            () ->
                api.all("/v1/orders").stream()
                    .filter(order -> order.path("order_number").asText().equals(amazonId))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private List<String> eventTypes(String orderId) {
    return api.all("/v1/events").stream()
        .filter(event -> event.path("partitionkey").asText().equals(orderId))
        .map(event -> event.path("type").asText())
        .toList();
  }
}
