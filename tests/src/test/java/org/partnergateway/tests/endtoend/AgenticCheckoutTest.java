package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.endtoend.Agent.grown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.tests.simulators.AgentBuyer;
import org.partnergateway.tests.simulators.AgentBuyer.Answer;
import org.partnergateway.tests.simulators.AgentSimulator.Told;

/** An agent checks out at the shop through the gateway, and is told of its orders. */
@SharesSandbox
class AgenticCheckoutTest {
  private final RunningSandbox sandbox;
  private final Api api;
  private final Agent agent;

  AgenticCheckoutTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.agent = new Agent(sandbox);
  }

  @Test
  void aCompletedSessionIsAnOrderThatIsPaidOnceShippedAndToldOf() {
    Map<String, Long> before = agent.effects();
    String session = agent.ready();
    ObjectNode express = Bodies.object();
    express
        .putArray("selected_fulfillment_options")
        .addObject()
        .put("type", "shipping")
        .put("option_id", "express")
        .putArray("item_ids")
        .add("mug");
    Answer updated = agent.update(session, AgentBuyer.key(), express);
    assertThat(total(updated.json())).isEqualTo(1200 + 1500 + 107);

    Answer completed = agent.complete(session, AgentBuyer.key(), Agent.GOOD);

    assertThat(completed.status()).isEqualTo(200);
    assertThat(completed.at("/order/checkout_session_id")).isEqualTo(session);
    String id = completed.at("/order/id");
    JsonNode order = api.get("/v1/orders/" + id);
    assertThat(agent.orders(session)).containsExactly(order);
    assertThat(order.path("order_number").asText()).isEqualTo(completed.at("/order/order_number"));
    List<JsonNode> payments = agent.payments(id);
    assertThat(payments).hasSize(1);
    assertThat(payments.getFirst().path("status").asText()).isEqualTo("authorized");
    assertThat(payments.getFirst().at("/amount/amount").asLong()).isEqualTo(1200 + 1500 + 107);
    assertThat(grown(before, agent.effects(), "authorizations")).isEqualTo(1);
    assertThat(grown(before, agent.effects(), "shop completions")).isEqualTo(1);

    Await.until("the agent is told of it", () -> agent.told(id), all -> !all.isEmpty());
    ship(id);
    String payment = payments.getFirst().path("id").asText();
    api.post("/v1/payments/" + payment + "/capture", id + "-capture", Bodies.object()).expect(200);
    Await.until(
        "the order is delivered",
        () -> api.get("/v1/orders/" + id).path("status").asText(),
        "completed"::equals);
    ObjectNode refund = Bodies.object().put("payment_id", payment);
    refund.set("amount", Bodies.money(100, "USD"));
    api.post("/v1/refunds", id + "-refund", refund).expect(201);

    List<Told> told =
        Await.until(
            "the agent is told of the refund",
            () -> agent.told(id),
            all -> !all.isEmpty() && all.getLast().order().path("adjustments").size() == 1);
    assertThat(told.getFirst().type()).isEqualTo("order_create");
    assertThat(told.stream().skip(1).map(Told::type)).containsOnly("order_update");
    assertThat(told.stream().map(one -> one.order().path("status").asText()).distinct())
        .containsExactly("created", "shipped", "completed");
    JsonNode last = told.getLast().order();
    assertThat(last.at("/fulfillments/0/status").asText()).isEqualTo("delivered");
    assertThat(last.at("/line_items/0/status").asText()).isEqualTo("fulfilled");
    assertThat(last.at("/adjustments/0/amount").asLong()).isEqualTo(100);
    assertThat(last.at("/checkout_session_id").asText()).isEqualTo(session);
    assertThat(sandbox.partners().effects("acp").getOrDefault("refused", 0L)).isZero();
  }

  @Test
  void whatTheShopConfirmsAndCancelsIsItsOwnWordAndToldToTheAgent() {
    String session = agent.ready();
    String id = agent.complete(session, AgentBuyer.key(), Agent.GOOD).at("/order/id");
    Await.until("the agent is told of it", () -> agent.told(id), all -> !all.isEmpty());

    api.post("/v1/orders/" + id + "/acknowledgements", id + "-acknowledge", Bodies.object())
        .expect(200);
    Await.until(
        "the agent is told that it is confirmed",
        () -> agent.told(id).getLast().order().path("status").asText(),
        "confirmed"::equals);
    api.post(
            "/v1/orders/" + id + "/cancellations",
            id + "-cancel",
            Bodies.object().put("reason", "out_of_stock"))
        .expect(200);

    JsonNode last =
        Await.until(
            "the agent is told that it is canceled",
            () -> agent.told(id).getLast().order(),
            order -> order.path("status").asText().equals("canceled"));
    assertThat(last.at("/line_items/0/quantity/current").asInt()).isZero();
    assertThat(last.at("/line_items/0/status").asText()).isEqualTo("removed");
  }

  private void ship(String order) {
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader")).put("order_id", order);
    ApiAnswer shipment = api.post("/v1/shipments", order + "-book", booking).expect(201);
    api.post(
            "/v1/orders/" + order + "/shipment-confirmations",
            order + "-confirm",
            Bodies.object().put("shipment_id", shipment.id()))
        .expect(200);
  }

  private static long total(JsonNode session) {
    for (JsonNode total : session.path("totals")) {
      if (total.path("type").asText().equals("total")) {
        return total.path("amount").asLong();
      }
    }
    throw new AssertionError("no total: " + session);
  }

  @Test
  void aRepeatIsAnsweredByteForByteHoweverItsBodyIsWrittenAndDoesNothing() {
    Map<String, Long> before = agent.effects();
    String key = AgentBuyer.key();
    ObjectNode body = Agent.wish();
    Answer first = agent.create(key, body);
    ObjectNode turned = Bodies.object();
    turned.set("capabilities", body.get("capabilities"));
    turned.set("fulfillment_details", body.get("fulfillment_details"));
    turned.set("buyer", body.get("buyer"));
    turned.put("currency", "usd").set("line_items", body.get("line_items"));

    Answer second = agent.create(key, turned);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotent-Replayed")).isNull();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(grown(before, agent.effects(), "shop checkouts")).isEqualTo(1);
  }

  @Test
  void aKeyThatStandsForAnotherBodyIsRefusedAndOneOfAnotherPathIsAnother() {
    String key = AgentBuyer.key();
    String session = agent.create(key, Agent.wish()).at("/id");

    Answer other = agent.create(key, AgentBuyer.wish("pot", "usd"));
    Answer nullIsNotNothing = agent.create(key, Agent.wish().putNull("metadata"));
    Answer elsewhere = agent.cancel(session, key);

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/code")).isEqualTo("idempotency_conflict");
    assertThat(nullIsNotNothing.status()).isEqualTo(422);
    assertThat(elsewhere.status()).isEqualTo(200);
    assertThat(elsewhere.at("/status")).isEqualTo("canceled");
  }

  @Test
  void whatIsCanceledCantBeCanceledChangedOrCompleted() {
    String session = agent.ready();
    agent.cancel(session, AgentBuyer.key());

    assertThat(agent.cancel(session, AgentBuyer.key()).status()).isEqualTo(405);
    assertThat(agent.update(session, AgentBuyer.key(), Bodies.object()).status()).isEqualTo(400);
    assertThat(agent.complete(session, AgentBuyer.key(), Agent.GOOD).status()).isEqualTo(400);
    assertThat(agent.get("chk_nothing").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsNotChargedFor() {
    Map<String, Long> before = agent.effects();
    String session = agent.create(AgentBuyer.key(), AgentBuyer.wish("print", "usd")).at("/id");
    sandbox.partners().desk().catalogue().stock("print", 0);

    Answer refused = agent.complete(session, AgentBuyer.key(), Agent.GOOD);

    sandbox.partners().desk().catalogue().stock("print", 1_000_000);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/code")).isEqualTo("out_of_stock");
    assertThat(refused.at("/param")).isEqualTo("$.line_items[0]");
    assertThat(grown(before, agent.effects(), "authorizations")).isZero();
    assertThat(agent.orders(session)).isEmpty();
  }

  @Test
  void aDeclinedPaymentMakesNoOrderAndAnotherCardMay() {
    String session = agent.ready();
    String key = AgentBuyer.key();

    Answer declined = agent.complete(session, key, Agent.DECLINED);
    Answer again = agent.complete(session, key, Agent.DECLINED);

    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.at("/code")).isEqualTo("payment_declined");
    assertThat(again.text()).isEqualTo(declined.text());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    Answer session2 = agent.get(session);
    assertThat(session2.at("/status")).isEqualTo("ready_for_payment");
    assertThat(session2.at("/messages/0/code")).isEqualTo("payment_declined");
    assertThat(agent.orders(session)).isEmpty();

    Answer completed = agent.complete(session, AgentBuyer.key(), Agent.GOOD);

    assertThat(completed.status()).isEqualTo(200);
    assertThat(agent.orders(session)).hasSize(1);
  }

  @Test
  void aBankThatWantsTheBuyerToProveWhoHeIsMakesNoOrder() {
    String session = agent.ready();

    Answer refused = agent.complete(session, AgentBuyer.key(), "pm_card_authenticationRequired");

    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.at("/code")).isEqualTo("requires_3ds");
    assertThat(agent.orders(session)).isEmpty();
    assertThat(agent.get(session).at("/status")).isEqualTo("ready_for_payment");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRequests")
  void whatTheProtocolDoesNotHaveIsRefusedInItsOwnForm(
      String what, Map<String, String> headers, String body, int status, String code) {
    Map<String, Long> before = agent.effects();

    Answer answer =
        agent.send("POST", "/checkout_sessions", headers, body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("/code")).isEqualTo(code);
    assertThat(agent.effects()).isEqualTo(before);
  }

  static Stream<Arguments> badRequests() {
    String good = Agent.wish().toString();
    String key = "Idempotency-Key";
    return Stream.of(
        row("no key", Map.of(key, ""), good, 400, "idempotency_key_required"),
        row("a blank key", Map.of(key, " "), good, 400, "idempotency_key_required"),
        row("a key that is too long", Map.of(key, "k".repeat(256)), good, 400, "invalid"),
        row("no token", Map.of("Authorization", "", key, "k"), good, 401, "unauthorized"),
        row(
            "another token",
            Map.of("Authorization", "Bearer x", key, "k"),
            good,
            401,
            "unauthorized"),
        row("no version", Map.of("API-Version", "", key, "k"), good, 400, "missing_api_version"),
        row(
            "another version",
            Map.of("API-Version", "2025-09-29", key, "k"),
            good,
            400,
            "unsupported_api_version"),
        row(
            "an old time",
            Map.of("Timestamp", "2020-01-01T00:00:00Z", key, "k"),
            good,
            400,
            "invalid"),
        row("no time", Map.of("Timestamp", "yesterday", key, "k"), good, 400, "invalid"),
        row(
            "text",
            Map.of("Content-Type", "text/plain", key, "k"),
            good,
            415,
            "unsupported_media_type"),
        row("half a body", Map.of(key, "k"), good.substring(9), 400, "invalid"),
        row(
            "no items",
            Map.of(key, "k"),
            good.replace("\"id\":\"mug\"", "\"no\":1"),
            400,
            "invalid"),
        row(
            "a number as currency",
            Map.of(key, "k"),
            good.replace("\"usd\"", "7"),
            400,
            "invalid"));
  }

  private static Arguments row(
      String what, Map<String, String> headers, String body, int status, String code) {
    return Arguments.of(what, headers, body, status, code);
  }

  @ParameterizedTest
  @MethodSource("cards")
  void whatCouldBeACardIsRefusedAndKeptNowhere(String member, String value) {
    String session = agent.ready();
    Map<String, Long> before = agent.effects();
    ObjectNode body = AgentBuyer.payment(Agent.GOOD);
    ObjectNode credential = (ObjectNode) body.at("/payment_data/instrument/credential");
    credential.put(member, value);

    Answer answer =
        agent.send(
            "POST",
            "/checkout_sessions/" + session + "/complete",
            Map.of("Idempotency-Key", AgentBuyer.key()),
            body.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).doesNotContain(value);
    assertThat(agent.effects()).isEqualTo(before);
    assertThat(sandbox.store().questionsWith(value)).isZero();
  }

  static Stream<Arguments> cards() {
    return Stream.of(
        Arguments.of("token", "4242424242424242"),
        Arguments.of("token", "4242 4242 4242 4242"),
        Arguments.of("number", "4242424242424242"),
        Arguments.of("cvc", "9137"));
  }

  @Test
  void yenAndDinarAreChargedAsTheyAre() {
    for (String currency : List.of("jpy", "kwd")) {
      String session = agent.create(AgentBuyer.key(), AgentBuyer.wish("mug", currency)).at("/id");
      Answer completed = agent.complete(session, AgentBuyer.key(), Agent.GOOD);
      assertThat(completed.status()).as(completed.text()).isEqualTo(200);
      JsonNode payment = agent.payments(completed.at("/order/id")).getFirst();
      assertThat(payment.at("/amount/amount").asLong()).isEqualTo(total(completed.json()));
      assertThat(payment.at("/amount/currency").asText()).isEqualToIgnoringCase(currency);
    }
  }
}
