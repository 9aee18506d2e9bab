package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.AgentBuyer;
import org.partnergateway.tests.simulators.AgentBuyer.Answer;
import org.partnergateway.tests.simulators.AgentSimulator.Told;

/** An agent at the running sandbox, and what is seen of its doings at every far end. */
final class Agent {
  static final String GOOD = Bodies.GOOD_CARD;
  static final String DECLINED = "pm_card_visa_chargeDeclined";

  private final RunningSandbox sandbox;
  private final AgentBuyer buyer;

  Agent(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.buyer = SimulatedPartners.buyer(sandbox.sandbox().gatewayAddress());
  }

  private interface Call {
    Answer make() throws IOException, InterruptedException;
  }

  private static Answer now(Call call) {
    try {
      return call.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Answer create(String key, JsonNode body) {
    return now(() -> buyer.create(key, body));
  }

  Answer update(String id, String key, JsonNode body) {
    return now(() -> buyer.update(id, key, body));
  }

  Answer complete(String id, String key, String token) {
    return now(() -> buyer.complete(id, key, AgentBuyer.payment(token)));
  }

  Answer cancel(String id, String key) {
    return now(() -> buyer.cancel(id, key));
  }

  Answer get(String id) {
    return now(() -> buyer.get(id));
  }

  Answer send(String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    return now(() -> buyer.send(method, path, headers, body));
  }

  /** A session that may be completed. */
  String ready() {
    Answer answer = create(AgentBuyer.key(), wish());
    if (!answer.at("/status").equals("ready_for_payment")) {
      throw new AssertionError("not ready: " + answer.text());
    }
    return answer.at("/id");
  }

  static ObjectNode wish() {
    return AgentBuyer.wish("mug", "usd");
  }

  /** The gateway's orders that came of that session. */
  List<JsonNode> orders(String session) {
    return sandbox.api().all("/v1/orders?partner=acp").stream()
        .filter(order -> order.at("/partner_refs/0/value").asText().equals(session))
        .toList();
  }

  List<JsonNode> payments(String order) {
    return sandbox.api().all("/v1/payments?order_id=" + order);
  }

  /** What the agent was told of the order. */
  List<Told> told(String order) {
    return sandbox.partners().agent().told(order);
  }

  /** What took effect at the shop and at the payment provider. */
  Map<String, Long> effects() {
    Map<String, Long> effects = new TreeMap<>();
    sandbox
        .partners()
        .desk()
        .effects()
        .forEach((name, count) -> effects.put("shop " + name, count));
    effects.put(
        "authorizations", sandbox.partners().effects("stripe").getOrDefault("authorizations", 0L));
    return effects;
  }

  /** By how much an effect has grown. */
  static long grown(Map<String, Long> before, Map<String, Long> after, String effect) {
    return after.getOrDefault(effect, 0L) - before.getOrDefault(effect, 0L);
  }

  /** So that the faults of a test open no breaker for the next. */
  void settle(String session) {
    Await.until("the shop is asked again", () -> get(session).status(), status -> status == 200);
    for (int i = 0; i < 10; i++) {
      get(session);
    }
  }
}
