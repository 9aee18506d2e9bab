package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.simulators.StripeCaller.USD;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.simulators.StripeCaller.Answer;

final class StripeIdempotencyTest {
  private static final String GOOD = USD + "&payment_method=pm_card_visa";

  private final SettableClock clock = new SettableClock();
  private final RecordingSender sender = new RecordingSender();
  private final StripeSimulator simulator = new StripeSimulator(sender, "http://x", "s", clock);
  private final StripeCaller stripe = new StripeCaller(simulator);

  @Test
  void aSecondPostWithTheSameKeyGivesTheFirstAnswerAndOneEffect() {
    Answer first = stripe.post("/v1/payment_intents", GOOD, "key");
    Answer second = stripe.post("/v1/payment_intents", GOOD, "key");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(first.headers()).doesNotContainKey("Idempotent-Replayed");
    assertThat(simulator.effects()).containsEntry("authorizations", 1L);
    assertThat(sender.sent).hasSize(1);
  }

  @Test
  void theOrderOfParametersDoesNotMatter() {
    Answer first = stripe.post("/v1/payment_intents", GOOD, "key");
    Answer second = stripe.post("/v1/payment_intents", "payment_method=pm_card_visa&" + USD, "key");

    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void aDeclineIsReplayedToo() {
    String declined = USD + "&payment_method=pm_card_visa_chargeDeclined";

    Answer first = stripe.post("/v1/payment_intents", declined, "key");
    Answer second = stripe.post("/v1/payment_intents", declined, "key");

    assertThat(second.status()).isEqualTo(402);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(sender.sent).hasSize(1);
  }

  @Test
  void theSameKeyWithOtherParametersIsAnError() {
    stripe.post("/v1/payment_intents", GOOD, "key");

    Answer other = stripe.post("/v1/payment_intents", GOOD.replace("2500", "2501"), "key");

    assertThat(other.status()).isEqualTo(400);
    assertThat(other.at("/error/type")).isEqualTo("idempotency_error");
    assertThat(simulator.effects()).containsEntry("authorizations", 1L);
  }

  @Test
  void aKeyWhoseRequestWasRefusedAsWrongIsFree() {
    assertThat(stripe.post("/v1/payment_intents", "amount=x&currency=usd", "key").status())
        .isEqualTo(400);

    assertThat(stripe.post("/v1/payment_intents", GOOD, "key").status()).isEqualTo(200);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    Answer first = stripe.post("/v1/payment_intents", GOOD, "key");
    clock.forward(Duration.ofHours(24).plusSeconds(1));
    Answer second = stripe.post("/v1/payment_intents", GOOD, "key");

    assertThat(second.at("/id")).isNotEqualTo(first.at("/id"));
    assertThat(simulator.effects()).containsEntry("authorizations", 2L);
  }

  @Test
  void aKeyWhoseRequestIsUnderWayIsAConflict() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WebhookSender slow =
        (url, headers, body, delay) -> {
          working.countDown();
          try {
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    StripeCaller slowStripe = new StripeCaller(new StripeSimulator(slow, "http://x", "s", clock));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first =
          threads.submit(() -> slowStripe.post("/v1/payment_intents", GOOD, "key"));
      assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();

      Answer second = slowStripe.post("/v1/payment_intents", GOOD, "key");
      goOn.countDown();

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.at("/error/code")).isEqualTo("idempotency_key_in_use");
      assertThat(first.get().status()).isEqualTo(200);
    }
  }
}
