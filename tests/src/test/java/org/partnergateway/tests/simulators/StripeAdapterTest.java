package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.simulators.StripeCaller.USD;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerDefinitions;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Verdict;
import org.partnergateway.adapters.signature.TimestampedHmac;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.tests.simulators.StripeCaller.Answer;

/** What the adapter file makes of what the simulated Stripe answers and sends. */
final class StripeAdapterTest {
  private static final PartnerDefinition ADAPTER = adapter();

  private final SettableClock clock = new SettableClock();
  private final RecordingSender sender = new RecordingSender();
  private final StripeCaller stripe =
      new StripeCaller(new StripeSimulator(sender, "http://x", "whsec_new", clock));

  private static PartnerDefinition adapter() {
    DefinitionTree tree = DefinitionTree.ofDirectory(Path.of(".."));
    return Objects.requireNonNull(PartnerDefinitions.read(tree).get("stripe"));
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa_chargeDeclined, declined, generic_decline, card_declined",
    "pm_card_visa_chargeDeclinedInsufficientFunds, declined, insufficient_funds, insufficient_funds",
    "pm_card_chargeDeclinedExpiredCard, declined, expired_card, card_expired",
    "pm_card_visa_chargeDeclinedStolenCard, declined, stolen_card, fraud_suspected",
    "pm_card_chargeDeclinedProcessingError, declined, processing_error, service_unavailable",
    "pm_nobody, invalid_request, resource_missing, "
  })
  void readsAPaymentThatIsNotMade(
      String card, String failure, String code, @Nullable String category) {
    Answer answer = stripe.post("/v1/payment_intents", USD + "&payment_method=" + card);

    expect(answer, failure, code, category);
  }

  @Test
  void readsWhatTheStateDoesNotAllowAsDeclined() {
    String id = stripe.authorized();
    stripe.post("/v1/payment_intents/" + id + "/capture", "");

    expect(
        stripe.post("/v1/payment_intents/" + id + "/capture", ""),
        "declined",
        "payment_intent_unexpected_state",
        "state_conflict");
  }

  @Test
  void doesNotTakeAKeyThatStandsForAnotherRequestForAFailedPayment() {
    stripe.post("/v1/refunds", "payment_intent=pi_1", "key");

    Answer answer = stripe.post("/v1/refunds", "payment_intent=pi_2", "key");

    expect(answer, "outcome_unknown", "idempotency_error", null);
  }

  @Test
  void readsLimitsAndCredentials() {
    for (int i = 0; i < 25; i++) {
      expect(stripe.post("/v1/refunds", ""), "invalid_request", "parameter_missing", null);
    }
    expect(stripe.post("/v1/refunds", ""), "rate_limited", "rate_limit", null);
    expect(
        stripe.call("POST", "/v1/refunds", "", Map.of("authorization", "nobody")),
        "unauthorized",
        "invalid_request_error",
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "idempotency_key_in_use, outcome_unknown",
    "lock_timeout, rate_limited",
    "anything_else, invalid_request"
  })
  void readsConflicts(String code, String failure) {
    Verdict verdict =
        ADAPTER
            .errors()
            .read(
                409,
                Effect.WRITE,
                () -> StripeCaller.json("{\"error\":{\"code\":\"" + code + "\"}}"));

    assertThat(verdict.failure()).isEqualTo(Failure.ofWord(failure).orElseThrow());
  }

  @Test
  void verifiesTheEventsWithTheNewSecretWhileTheOldOneIsStillThere() {
    stripe.authorized();
    RecordingSender.Sent event = sender.sent.getFirst();
    Map<String, String> headers =
        Map.of(
            StripeSignature.HEADER.toLowerCase(Locale.ROOT),
            String.valueOf(event.headers().get(StripeSignature.HEADER)));
    TimestampedHmac verifier =
        new TimestampedHmac(
            StripeSignature.HEADER, List.of("whsec_old", "whsec_new"), Duration.ofSeconds(300));

    assertThat(verifier.verify(headers, event.body(), clock.instant()).verified()).isTrue();
    assertThat(verifier.verify(headers, "{}".getBytes(UTF_8), clock.instant()).verified())
        .isFalse();
  }

  private static void expect(
      Answer answer, String failure, String code, @Nullable String category) {
    Verdict verdict = ADAPTER.errors().read(answer.status(), Effect.WRITE, answer::body);
    assertThat(verdict.failure()).isEqualTo(Failure.ofWord(failure).orElseThrow());
    assertThat(verdict.error().code()).isEqualTo(code);
    assertThat(verdict.error().category()).isEqualTo(category);
  }
}
