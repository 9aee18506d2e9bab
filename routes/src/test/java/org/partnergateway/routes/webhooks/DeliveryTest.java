package org.partnergateway.routes.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.webhooks.WebhookDelivery;

/** What endpoints are sent, when, how often, and what they can do about it. */
final class DeliveryTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final int STEP_MINUTES = 10;

  private Hooks hooks;

  @BeforeEach
  void begin() {
    hooks = new Hooks(DATABASE);
  }

  @Test
  void anEndpointGetsWhatHappensAfterItWasRegistered() throws Exception {
    hooks.event(Hooks.CREATED, "ord_1");
    JsonNode endpoint = hooks.create();
    String first = hooks.event(Hooks.CREATED, "ord_2");
    String second = hooks.event(Hooks.UPDATED, "ord_2");

    hooks.deliver();

    var request = hooks.receiver.got().getFirst();
    JsonNode body = StrictJson.read(request.body());
    assertThat(request.origin()).hasToString("https://hooks.example:443");
    assertThat(request.target()).isEqualTo("/in?x=1");
    assertThat(request.headers().get("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(request.headers().get("webhook-timestamp")).isEqualTo("1795658400");
    assertThat(body.path("id").asText()).isEqualTo(first);
    assertThat(body.path("type").asText()).isEqualTo(Hooks.CREATED);
    assertThat(body.at("/data/id").asText()).isEqualTo("ord_2");
    assertThat(hooks.receiver.ids()).containsExactly(first, second);
    WebhookDelivery delivery = hooks.delivery(endpoint, first);
    assertThat(delivery.status()).isEqualTo("delivered");
    assertThat(delivery.attempts().toString())
        .isEqualTo("[{\"at\":\"2026-11-26T02:00:00Z\",\"duration_ms\":0,\"status_code\":204}]");
    hooks.forward(Duration.ofDays(4));
    assertThat(hooks.receiver.ids()).isEmpty();
  }

  @Test
  void anEndpointGetsTheTypesThatItWants() {
    JsonNode all = hooks.create();
    JsonNode some = hooks.create(Hooks.UPDATED);
    hooks.event(Hooks.CREATED, "ord_1");
    String updated = hooks.event(Hooks.UPDATED, "ord_1");

    hooks.deliver();

    assertThat(list(all)).hasSize(2);
    assertThat(list(some)).extracting(WebhookDelivery::eventId).containsExactly(updated);
  }

  @Test
  void tenAttemptsAreMadeOver75Hours() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.answers(422);
    String event = hooks.event(Hooks.CREATED, "ord_1");
    List<Instant> attempts = new ArrayList<>();
    hooks.deliver();
    for (int step = 0; step < 600; step++) {
      if (!hooks.receiver.ids().isEmpty()) {
        attempts.add(hooks.clock.instant());
      }
      hooks.forward(
          step == 0 ? Duration.ofSeconds(6) : Duration.ofMinutes(step < 20 ? 1 : STEP_MINUTES));
    }

    WebhookDelivery delivery = hooks.delivery(endpoint, event);
    assertThat(delivery.status()).isEqualTo("failed");
    assertThat(delivery.attempts()).hasSize(10);
    assertThat(delivery.attempts().path(9).path("reason").asText())
        .isEqualTo("It was answered 422");
    assertThat(attempts).hasSize(10);
    long[] minutes = {0, 5, 30, 120, 300, 600, 840, 1200, 1440};
    for (int i = 1; i < 10; i++) {
      long pause = Duration.between(attempts.get(i - 1), attempts.get(i)).toMinutes();
      assertThat(pause)
          .as("the pause after attempt %d", i)
          .isBetween(minutes[i - 1] * 8 / 10, minutes[i - 1] * 12 / 10 + STEP_MINUTES);
    }
    assertThat(hooks.endpoint(endpoint).enabled()).isTrue();
  }

  @Test
  void jitterSpreadsAttemptsAFifthEitherWay() {
    Instant now = Instant.parse("2026-11-26T02:00:00Z");
    DeliverySchedule least = new DeliverySchedule(most -> 0);
    DeliverySchedule most = new DeliverySchedule(bound -> bound - 1);

    assertThat(least.next(9, now, null)).isEqualTo(now.plus(Duration.ofMinutes(1152)));
    assertThat(most.next(9, now, null)).isEqualTo(now.plus(Duration.ofMinutes(1728)));
    assertThat(most.next(10, now, Duration.ofHours(1))).isNull();
    assertThat(least.next(1, now, Duration.ofDays(7))).isEqualTo(now.plus(Duration.ofDays(7)));
    assertThat(least.next(1, now, Duration.ofSeconds(1)))
        .isEqualTo(now.plus(Duration.ofSeconds(4)));
  }

  @Test
  void retryAfterIsHonouredInFullForTheWholeEndpoint() {
    JsonNode endpoint = hooks.create();
    hooks.create(Hooks.UPDATED);
    hooks.receiver.answers(429, "retry-after", "86400");
    String first = hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactly(first);
    assertThat(hooks.endpoint(endpoint).pausedUntil()).isEqualTo("2026-11-27T02:00:00Z");

    hooks.receiver.answers(200);
    String second = hooks.event(Hooks.UPDATED, "ord_2");
    hooks.forward(Duration.ofSeconds(86_399));
    assertThat(hooks.receiver.ids()).as("only the other endpoint").containsExactly(second);
    hooks.forward(Duration.ofSeconds(1));
    assertThat(hooks.receiver.ids()).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aPauseEndsWhenTheEndpointIsEnabled() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.answers(503, "retry-after", "Sat, 28 Nov 2026 02:00:00 GMT");
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertThat(hooks.endpoint(endpoint).pausedUntil()).isEqualTo("2026-11-28T02:00:00Z");

    change(endpoint, "status", "enabled");

    assertThat(hooks.endpoint(endpoint).pausedUntil()).isNull();
    assertThat(hooks.endpoint(endpoint).failingSince()).isNull();
    hooks.receiver.ids();
    String next = hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactly(next);
  }

  @Test
  void a410DisablesAndTheEndpointKeepsItsPlace() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.answers(410);
    String first = hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertThat(hooks.endpoint(endpoint).disabledReason()).isEqualTo("gone");
    assertThat(hooks.receiver.ids()).containsExactly(first);
    String second = hooks.event(Hooks.CREATED, "ord_2");
    hooks.forward(Duration.ofDays(1));
    assertThat(hooks.receiver.ids()).isEmpty();
    assertThat(
            hooks.meters.get("gateway.webhooks.disabled").tag("reason", "gone").counter().count())
        .isEqualTo(1);

    hooks.receiver.answers(200);
    change(endpoint, "status", "enabled");
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void whatTakesNothingForFiveDaysIsDisabledAndWhatTookSomethingIsNot() {
    JsonNode dead = hooks.create();
    JsonNode moody = hooks.create();
    change(dead, "url", "https://dead.example/");
    hooks.receiver.answers(
        request ->
            Receiver.answer(
                request.origin().host().equals("dead.example")
                    ? 500
                    : request.headers().get("webhook-id").hashCode() % 2 == 0 ? 500 : 204));
    for (int hour = 0; hour < 5 * 24 + 1; hour++) {
      hooks.event(Hooks.CREATED, "ord_" + hour);
      hooks.forward(Duration.ofHours(1));
    }

    assertThat(hooks.endpoint(dead).disabledReason()).isEqualTo("failing");
    assertThat(hooks.endpoint(moody).enabled()).isTrue();
  }

  @Test
  void eventsOfOneOrderComeInOrderUntilOneFailsWhichHoldsUpNoOther() {
    hooks.create();
    String first = hooks.event(Hooks.CREATED, "ord_1");
    String second = hooks.event(Hooks.UPDATED, "ord_1");
    String third = hooks.event(Hooks.UPDATED, "ord_1");
    List<String> atTheTime = new ArrayList<>();
    hooks.receiver.answers(
        request -> {
          String id = request.headers().get("webhook-id");
          atTheTime.add(id);
          return Receiver.answer(id.equals(second) ? 422 : 200);
        });

    hooks.worker.turn();
    assertThat(atTheTime).as("one of them at a time").containsExactly(first);
    hooks.deliver();
    assertThat(atTheTime).containsExactly(first, second, third);
    hooks.receiver.answers(200);
    hooks.receiver.ids();
    hooks.forward(Duration.ofSeconds(6));
    assertThat(hooks.receiver.ids()).containsExactly(second);
  }

  @Test
  void aDeadEndpointIsLeftAloneAndNoAttemptsAreUsedUp() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.away();
    for (int i = 0; i < 40; i++) {
      hooks.event(Hooks.CREATED, "ord_" + i);
    }
    hooks.deliver();
    int asked = hooks.receiver.ids().size();
    assertThat(asked).as("then its breaker is open").isEqualTo(5);
    hooks.forward(Duration.ofSeconds(9));
    assertThat(hooks.receiver.ids()).isEmpty();
    hooks.forward(Duration.ofSeconds(2));
    assertThat(hooks.receiver.ids()).as("probes").hasSizeBetween(1, 3);

    hooks.receiver.answers(200);
    for (int i = 0; i < 60; i++) {
      hooks.forward(Duration.ofMinutes(1));
    }
    assertThat(hooks.receiver.ids()).hasSize(40);
    assertThat(list(endpoint)).allMatch(one -> one.status().equals("delivered"));
    assertThat(list(endpoint)).filteredOn(one -> one.attempts().size() == 1).hasSizeGreaterThan(30);
  }

  @Test
  void refusalsOpenNoBreaker() {
    hooks.create();
    hooks.receiver.answers(422);
    for (int i = 0; i < 40; i++) {
      hooks.event(Hooks.CREATED, "ord_" + i);
    }
    hooks.deliver();
    assertThat(hooks.receiver.ids()).hasSize(40);
  }

  @Test
  void aRedirectIsNotFollowedAndNotTaken() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.answers(302, "location", "http://169.254.169.254/");
    String event = hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    assertThat(hooks.receiver.ids()).hasSize(1);
    assertThat(hooks.delivery(endpoint, event).attempts().at("/0/reason").asText())
        .isEqualTo("It was answered 302; redirects are not followed");
  }

  @Test
  void whatAProcessThatDiedWasAtIsSentAgainUnderTheSameId() {
    JsonNode endpoint = hooks.create();
    String first = hooks.event(Hooks.CREATED, "ord_1");
    String second = hooks.event(Hooks.UPDATED, "ord_1");
    hooks.receiver.answers(
        request -> {
          throw new IllegalStateException("killed");
        });
    hooks.worker.turn();
    assertThat(hooks.receiver.ids()).containsExactly(first);

    hooks.receiver.answers(200);
    hooks.worker = hooks.worker(Hooks.KEY);
    hooks.forward(Duration.ofSeconds(39));
    assertThat(hooks.receiver.ids()).as("its lease isn't over").isEmpty();
    hooks.forward(Duration.ofSeconds(2));
    assertThat(hooks.receiver.ids()).containsExactly(first, second);
    assertThat(hooks.delivery(endpoint, first).attempts()).hasSize(1);
  }

  @Test
  void processesShareTheWorkAndNothingIsSentTwice() {
    JsonNode endpoint = hooks.create();
    Map<String, List<String>> wanted = new HashMap<>();
    List<String> got = Collections.synchronizedList(new ArrayList<>());
    hooks.receiver.answers(
        request -> {
          got.add(request.headers().get("webhook-id"));
          return Receiver.answer(200);
        });
    try (DeliveryWorker one = hooks.process();
        DeliveryWorker two = hooks.process()) {
      one.start();
      two.start();
      for (int i = 0; i < 300; i++) {
        String order = "ord_" + i % 20;
        String event = hooks.event(Hooks.UPDATED, order);
        wanted.computeIfAbsent(order, any -> new ArrayList<>()).add(event);
        (i % 2 == 0 ? one : two).wake();
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (hooks.log.waiting().deliveries() + 300 - got.size() > 0) {
        assertThat(System.nanoTime()).as("%d came", got.size()).isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    assertThat(got).hasSize(300).doesNotHaveDuplicates();
    wanted.forEach(
        (order, events) ->
            assertThat(got.stream().filter(events::contains).toList())
                .as("in order of %s", order)
                .isEqualTo(events));
    assertThat(list(endpoint)).allMatch(one -> one.attempts().size() == 1);
  }

  @Test
  void whatFailedIsSentAgainByHandWithAScheduleOfItsOwn() {
    JsonNode endpoint = hooks.create();
    String id = endpoint.path("id").asText();
    hooks.receiver.answers(422);
    String failed = hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    attempt(9);
    assertThat(hooks.delivery(endpoint, failed).status()).isEqualTo("failed");
    hooks.receiver.answers(200);
    String taken = hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    hooks.receiver.ids();

    assertThat(hooks.deliveries.resendSince(id, hooks.clock.instant(), false)).isZero();
    assertThat(hooks.deliveries.resendSince(id, null, false)).isEqualTo(1);
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactly(failed);
    assertThat(hooks.delivery(endpoint, failed).status()).isEqualTo("delivered");
    assertThat(hooks.delivery(endpoint, failed).attempts()).hasSize(11);
    assertThat(hooks.deliveries.resendSince(id, hooks.clock.instant(), true)).isEqualTo(1);
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactly(taken);
    assertThat(hooks.deliveries.resend(id, taken)).isTrue();
    assertThat(hooks.deliveries.resend(id, "evt_none")).isFalse();
    hooks.deliver();
    assertThat(hooks.receiver.ids()).containsExactly(taken);
  }

  @Test
  void anAttemptThatEndsAfterAResendDoesntEndTheResend() {
    JsonNode endpoint = hooks.create();
    String event = hooks.event(Hooks.CREATED, "ord_1");
    hooks.receiver.answers(422);
    hooks.deliver();
    attempt(8);
    assertThat(hooks.delivery(endpoint, event).attempts()).hasSize(9);
    hooks.receiver.answers(
        request -> {
          // While the tenth is under way.
          hooks.deliveries.resend(endpoint.path("id").asText(), event);
          return Receiver.answer(422);
        });
    hooks.clock.forward(Duration.ofHours(30));
    hooks.worker.turn();

    assertThat(hooks.delivery(endpoint, event).status()).isEqualTo("pending");
    assertThat(hooks.delivery(endpoint, event).attempts()).hasSize(10);
    hooks.receiver.answers(200);
    hooks.deliver();
    assertThat(hooks.delivery(endpoint, event).status()).isEqualTo("delivered");
  }

  @Test
  void anEventThatIsForgottenBeforeItWasTakenIsShownAsFailed() {
    JsonNode endpoint = hooks.create();
    hooks.receiver.answers(422);
    String event = hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    hooks.clock.forward(Duration.ofDays(1));
    hooks.order.forgetBefore(hooks.clock.instant(), 10);
    hooks.receiver.ids();
    hooks.deliver();

    assertThat(hooks.receiver.ids()).isEmpty();
    assertThat(hooks.delivery(endpoint, event).status()).isEqualTo("failed");
    assertThat(hooks.delivery(endpoint, event).attempts().at("/1/reason").asText())
        .contains("gateway.events.keep-for");
  }

  @Test
  void anEndpointThatWasDisabledForTooLongGoesOnWithWhatIsKept() {
    JsonNode endpoint = hooks.create();
    change(endpoint, "status", "disabled");
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.order.advance();
    hooks.clock.forward(Duration.ofDays(1));
    hooks.order.forgetBefore(hooks.clock.instant(), 10);
    change(endpoint, "status", "enabled");
    hooks.deliver();
    String kept = hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();

    assertThat(hooks.receiver.ids()).containsExactly(kept);
  }

  @Test
  void deliveriesThatEndedAreForgottenAndThoseThatWaitAreNot() {
    JsonNode endpoint = hooks.create();
    hooks.event(Hooks.CREATED, "ord_1");
    hooks.deliver();
    hooks.receiver.answers(429, "retry-after", "2000000");
    String waiting = hooks.event(Hooks.CREATED, "ord_2");
    hooks.deliver();
    hooks.clock.forward(Duration.ofDays(31));

    assertThat(hooks.deliveries.forgetBefore(hooks.clock.instant(), 10)).isEqualTo(1);
    assertThat(list(endpoint)).extracting(WebhookDelivery::eventId).containsExactly(waiting);
    assertThat(hooks.log.waiting().deliveries()).isEqualTo(1);
    assertThat(hooks.log.waiting().oldestSeconds()).isEqualTo(Duration.ofDays(31).toSeconds());
  }

  /** So many more attempts, each when it is due at the latest. */
  private void attempt(int times) {
    for (int minutes : List.of(1, 7, 37, 145, 361, 721, 1009, 1441, 1729).subList(0, times)) {
      hooks.forward(Duration.ofMinutes(minutes));
    }
  }

  private List<WebhookDelivery> list(JsonNode endpoint) {
    return hooks.log.list(endpoint.path("id").asText(), null, null, null, 200).data();
  }

  private void change(JsonNode endpoint, String name, String value) {
    ObjectNode body = StrictJson.nodes().objectNode().put(name, value);
    hooks.service.change(endpoint.path("id").asText(), body);
  }
}
