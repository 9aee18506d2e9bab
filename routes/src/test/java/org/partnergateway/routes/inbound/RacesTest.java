package org.partnergateway.routes.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.store.StoreDatabase;

/**
 * Races known from the field, each by the mappings that are shipped: a webhook against the answer
 * to our own call, and one order that comes in by two ways.
 */
class RacesTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final LedgerOfTest test = new LedgerOfTest(DATABASE);

  private static ObjectNode intent(String payment, String status, int received) {
    return json(
        """
        {"id": "pi_%s", "object": "payment_intent", "status": "%s", "amount": 2500, "amount_received": %d,
         "amount_capturable": %d, "currency": "usd", "latest_charge": "ch_%s",
         "metadata": {"gateway_payment_id": "%s"}}"""
            .formatted(payment, status, received, 2500 - received, payment, payment));
  }

  /** The answer to a call of ours. */
  private void answered(String payment, String operation, ObjectNode intent) {
    ObjectNode input = StrictJson.nodes().objectNode().put("outcome", "accepted");
    input.set("body", intent);
    ObjectNode set = (ObjectNode) test.map("stripe/" + operation + ".response", input);
    test.inTransaction(
        () ->
            test.writer.apply("stripe", Change.of("payment", payment, set), test.clock.instant()));
  }

  /** The webhook about the same; its times are whole seconds of the provider's clock. */
  private void told(String type, long created, ObjectNode intent) {
    ObjectNode event = json("{\"id\": \"evt_1\", \"data\": {}}").put("type", type);
    event.put("created", created);
    ((ObjectNode) event.path("data")).set("object", intent);
    for (Change change : test.changes("stripe/webhook.message", event)) {
      test.inTransaction(() -> test.writer.hear("stripe", change, test.clock.instant()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"answer, then webhook", "webhook, then answer", "webhook, answer, webhook"})
  void aCaptureIsOneCaptureWhicheverOfAnswerAndWebhookComesFirst(String order) {
    String payment = test.payment();
    test.clock.forward(Duration.ofSeconds(1));
    answered(payment, "authorize-payment", intent(payment, "requires_capture", 0));
    test.clock.forward(Duration.ofMillis(700));
    long created = test.clock.instant().getEpochSecond();

    for (String one : order.split(",? (then )?")) {
      test.clock.forward(Duration.ofMillis(10));
      if (one.equals("answer")) {
        answered(payment, "capture-payment", intent(payment, "succeeded", 2500));
      } else {
        told("payment_intent.succeeded", created, intent(payment, "succeeded", 2500));
      }
    }
    told(
        "payment_intent.amount_capturable_updated",
        created + 5,
        intent(payment, "requires_capture", 0));

    ObjectNode document = test.document("payment", payment);
    assertThat(document.path("status").asText()).isEqualTo("captured");
    assertThat(document.path("captured_amount").path("amount").asInt()).isEqualTo(2500);
    assertThat(document.path("partner_refs")).hasSize(2);
    assertThat(test.events(payment))
        .containsExactly(
            "payment.created processing", "payment.updated authorized", "payment.updated captured");
  }

  @RepeatedTest(10)
  void aCaptureIsOneCaptureWhenAnswerAndWebhookComeAtOnce() throws Exception {
    String payment = test.payment();
    answered(payment, "authorize-payment", intent(payment, "requires_capture", 0));
    long created = test.clock.instant().getEpochSecond();
    ObjectNode captured = intent(payment, "succeeded", 2500);

    together(
        List.of(
            () -> answered(payment, "capture-payment", captured),
            () -> told("payment_intent.succeeded", created, captured)));

    assertThat(test.document("payment", payment).path("captured_amount").path("amount").asInt())
        .isEqualTo(2500);
    assertThat(test.events(payment)).filteredOn(one -> one.endsWith(" captured")).hasSize(1);
  }

  private static ObjectNode order(String reference) {
    return json(
        """
        {"orderId": "%s", "createdTime": "2026-11-23T01:00:00Z", "lastUpdatedTime": "2026-11-23T01:30:00Z",
         "fulfillment": {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "MERCHANT"},
         "orderItems": [{"orderItemId": "1", "quantityOrdered": 2,
           "product": {"asin": "B0EXAMPLE1", "price": {"unitPrice": {"amount": "5.00", "currencyCode": "USD"}}}}]}"""
            .formatted(reference));
  }

  private List<String> ordersCalled(String reference) {
    return DATABASE
        .client()
        .sql("select id from ledger where kind = 'order' and document ->> 'order_number' = ?")
        .param(reference)
        .query(String.class)
        .list();
  }

  private void polled(String reference) {
    for (Change change : test.changes("amazon/order.message", order(reference))) {
      test.inTransaction(() -> test.writer.hear("amazon", change, test.clock.instant()));
    }
  }

  @Test
  void anOrderThatIsPolledAndPushedIsOneOrder() {
    polled("902-1");
    polled("902-1");

    List<String> orders = ordersCalled("902-1");
    assertThat(orders).hasSize(1);
    assertThat(test.events(orders.getFirst())).containsExactly("order.created confirmed");
  }

  @RepeatedTest(10)
  void anOrderThatIsPolledAndPushedAtOnceIsOneOrder() throws Exception {
    String reference = test.ids.next("amz");

    together(List.of(() -> polled(reference), () -> polled(reference), () -> polled(reference)));

    List<String> orders = ordersCalled(reference);
    assertThat(orders).hasSize(1);
    assertThat(test.events(orders.getFirst())).containsExactly("order.created confirmed");
  }

  private static void together(List<Runnable> all) throws Exception {
    CyclicBarrier ready = new CyclicBarrier(all.size());
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (Runnable one : all) {
      running.add(
          CompletableFuture.runAsync(
              () -> {
                await(ready);
                one.run();
              },
              THREADS));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
  }

  private static void await(CyclicBarrier ready) {
    try {
      ready.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode json(String text) {
    JsonNode node = StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    return (ObjectNode) node;
  }
}
