package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.partnergateway.tests.simulators.StripeCaller.USD;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.tests.simulators.StripeCaller.Answer;

final class StripeSimulatorTest {
  private static final String SECRET = "whsec_test";

  private final SettableClock clock = new SettableClock();
  private final RecordingSender sender = new RecordingSender();
  private final StripeSimulator simulator =
      new StripeSimulator(sender, "http://gateway/partners/stripe/webhooks", SECRET, clock);
  private final StripeCaller stripe = new StripeCaller(simulator);

  @Test
  void authorizesThenCapturesThenRefundsAndTellsEachStep() {
    String id = stripe.authorized();
    Answer captured = stripe.post("/v1/payment_intents/" + id + "/capture", "");
    Answer refunded =
        stripe.post(
            "/v1/refunds",
            "payment_intent=" + id + "&amount=1000&metadata[gateway_refund_id]=ref_1");

    assertThat(captured.at("/status")).isEqualTo("succeeded");
    assertThat(captured.at("/amount_received")).isEqualTo("2500");
    assertThat(refunded.at("/status")).isEqualTo("succeeded");
    assertThat(stripe.get("/v1/refunds/" + refunded.at("/id")).body()).isEqualTo(refunded.body());
    assertThat(sender.types())
        .containsExactly(
            "payment_intent.amount_capturable_updated",
            "payment_intent.succeeded",
            "refund.created",
            "charge.refunded");
    assertThat(simulator.effects())
        .isEqualTo(
            Map.of(
                "authorizations", 1L,
                "authorizations_usd", 2500L,
                "captures", 1L,
                "captures_usd", 2500L,
                "cancellations", 0L,
                "refunds", 1L,
                "refunds_usd", 1000L));
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa_chargeDeclined, card_declined, generic_decline",
    "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
    "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card"
  })
  void declinesTheCardsThatTestDeclines(String card, String code, String declineCode) {
    Answer answer = stripe.post("/v1/payment_intents", USD + "&payment_method=" + card);

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.at("/error/type")).isEqualTo("card_error");
    assertThat(answer.at("/error/code")).isEqualTo(code);
    assertThat(answer.at("/error/decline_code")).isEqualTo(declineCode);
    assertThat(answer.at("/error/payment_intent/status")).isEqualTo("requires_payment_method");
    assertThat(sender.types()).containsExactly("payment_intent.payment_failed");
    assertThat(simulator.effects()).containsEntry("authorizations", 0L);
  }

  @Test
  void asksTheCustomerToAuthenticate() {
    Answer answer =
        stripe.post("/v1/payment_intents", USD + "&payment_method=pm_card_authenticationRequired");

    assertThat(answer.at("/status")).isEqualTo("requires_action");
    assertThat(sender.types()).containsExactly("payment_intent.requires_action");
  }

  @ParameterizedTest
  @CsvSource({
    "currency=usd, 400, parameter_missing, amount",
    "amount=&currency=usd, 400, parameter_invalid_empty, amount",
    "amount=12.50&currency=usd, 400, parameter_invalid_integer, amount",
    "amount=2500, 400, parameter_missing, currency",
    "amount=2500&currency=USD, 400, '', currency",
    "amount=49&currency=usd, 400, amount_too_small, amount",
    "amount=100000000&currency=usd, 400, amount_too_large, amount",
    "amount=12345&currency=kwd, 400, parameter_invalid_integer, amount",
    "amount=12350&currency=isk, 400, invalid_charge_amount_no_decimal_compatible, amount",
    "amount=2500&currency=usd&colour=red, 400, parameter_unknown, colour",
    "amount=2500&currency=usd&amount=1, 400, '', amount",
    "amount=2500&currency=usd&payment_method=pm_nobody, 400, resource_missing, payment_method",
    "amount=2500&currency=usd&confirm=yes, 400, '', confirm",
    "amount=2500&currency=usd&confirm=true, 400, parameter_missing, return_url",
    "amount=2500&currency=usd&description=%zz, 400, '', ''",
    "amount, 400, '', ''"
  })
  void refusesAWrongParameterByName(String form, int status, String code, String parameter) {
    Answer answer = stripe.post("/v1/payment_intents", form);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("/error/type")).isEqualTo("invalid_request_error");
    assertThat(answer.at("/error/code")).isEqualTo(code);
    assertThat(answer.at("/error/param")).isEqualTo(parameter);
    assertThat(sender.sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"jpy, 1200", "kwd, 12340", "isk, 120000", "eur, 50"})
  void takesAnAmountInTheUnitsOfItsCurrency(String currency, long amount) {
    String form = USD.replace("usd", currency).replace("2500", String.valueOf(amount));

    String id = stripe.authorized(form);

    assertThat(stripe.get("/v1/payment_intents/" + id).at("/amount_capturable"))
        .isEqualTo(String.valueOf(amount));
  }

  @Test
  void keepsMetadataAndShippingInAnyScript() {
    String id =
        stripe.authorized(
            USD
                + "&shipping[name]=%E5%B1%B1%E7%94%B0&shipping[address][city]=%E6%B8%8B%E8%B0%B7"
                + "&shipping[address][country]=JP");

    Answer answer = stripe.get("/v1/payment_intents/" + id);

    assertThat(answer.at("/metadata/gateway_payment_id")).isEqualTo("pay_1");
    assertThat(answer.at("/shipping/name")).isEqualTo("山田");
    assertThat(answer.at("/shipping/address/city")).isEqualTo("渋谷");
  }

  @Test
  void capturesOnceAndNoMoreThanWasAuthorized() {
    String id = stripe.authorized();
    String capture = "/v1/payment_intents/" + id + "/capture";

    assertThat(stripe.post(capture, "amount_to_capture=2501").at("/error/code"))
        .isEqualTo("amount_too_large");
    assertThat(stripe.post(capture, "amount_to_capture=1000").at("/amount_received"))
        .isEqualTo("1000");
    Answer again = stripe.post(capture, "");

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.at("/error/code")).isEqualTo("payment_intent_unexpected_state");
    assertThat(simulator.effects())
        .containsEntry("captures", 1L)
        .containsEntry("captures_usd", 1000L);
  }

  @Test
  void cancelsWhatIsNotCaptured() {
    String id = stripe.authorized();
    String cancel = "/v1/payment_intents/" + id + "/cancel";

    Answer canceled = stripe.post(cancel, "cancellation_reason=requested_by_customer");
    Answer again = stripe.post(cancel, "");

    assertThat(canceled.at("/status")).isEqualTo("canceled");
    assertThat(again.at("/error/code")).isEqualTo("payment_intent_unexpected_state");
    assertThat(sender.types())
        .containsExactly(
            "payment_intent.amount_capturable_updated",
            "charge.refunded",
            "payment_intent.canceled");
    assertThat(simulator.effects()).containsEntry("cancellations", 1L);
  }

  @Test
  void refundsNoMoreThanWasCaptured() {
    String id = stripe.authorized();
    assertThat(stripe.post("/v1/refunds", "payment_intent=" + id).at("/error/code"))
        .isEqualTo("payment_intent_unexpected_state");
    stripe.post("/v1/payment_intents/" + id + "/capture", "amount_to_capture=1000");

    assertThat(refund(id, 600).at("/status")).isEqualTo("succeeded");
    assertThat(refund(id, 401).at("/error/code")).isEqualTo("amount_too_large");
    assertThat(refund(id, 400).at("/status")).isEqualTo("succeeded");
    assertThat(refund(id, 1).at("/error/code")).isEqualTo("charge_already_refunded");
    assertThat(simulator.effects())
        .containsEntry("refunds", 2L)
        .containsEntry("refunds_usd", 1000L);
  }

  private Answer refund(String id, long amount) {
    return stripe.post("/v1/refunds", "payment_intent=" + id + "&amount=" + amount);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/payment_intents/pi_nothing, resource_missing",
    "POST, /v1/payment_intents/pi_nothing/capture, resource_missing",
    "POST, /v1/payment_intents/pi_nothing/cancel, resource_missing",
    "GET, /v1/refunds/re_nothing, resource_missing",
    "GET, /v1/customers, ''",
    "DELETE, /v1/payment_intents, ''",
    "POST, /v1/payment_intents/pi_nothing/explode, ''"
  })
  void knowsNoIdThatItDidNotGiveAndNoOtherPath(String method, String path, String code) {
    Answer answer = stripe.call(method, path, "", Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/error/code")).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer nonsense, 401",
    "authorization, Basic c2tfdGVzdA==, 401",
    "stripe-version, 2011-01-01, 400",
    "content-type, application/json, 400"
  })
  void refusesAWrongHeader(String name, String value, int status) {
    Answer answer = stripe.call("POST", "/v1/payment_intents", USD, Map.of(name, value));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("/error/type")).isEqualTo("invalid_request_error");
  }

  @Test
  void answersTooManyRequestsAboveTwentyFiveASecondAndEndpoint() {
    for (int i = 0; i < 25; i++) {
      assertThat(stripe.get("/v1/payment_intents/pi_" + i).status()).isEqualTo(404);
    }

    Answer answer = stripe.get("/v1/payment_intents/pi_26");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.at("/error/code")).isEqualTo("rate_limit");
    assertThat(stripe.get("/v1/refunds/re_1").status()).isEqualTo(404);
    clock.forward(Duration.ofMillis(40));
    assertThat(stripe.get("/v1/payment_intents/pi_26").status()).isEqualTo(404);
  }

  @Test
  void signsEachEventAndGivesItAnIdOfItsOwn() {
    stripe.authorized();
    stripe.authorized();

    assertThat(sender.sent)
        .allSatisfy(
            event -> {
              assertThat(event.url()).isEqualTo("http://gateway/partners/stripe/webhooks");
              assertThat(event.headers())
                  .containsEntry(
                      "Stripe-Signature",
                      StripeSignature.sign(SECRET, clock.instant(), event.body()));
              assertThat(event.json().at("/data/object/metadata/gateway_payment_id").asText())
                  .isEqualTo("pay_1");
            });
    assertThat(sender.sent.stream().map(event -> event.json().path("id").asText()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.startsWith("evt_"))
        .hasSize(2);
  }

  @Test
  void signatureIsThatOfAKnownVector() {
    assertThat(
            StripeSignature.sign(
                "whsec_test", Instant.ofEpochSecond(1700000000), "{}".getBytes(UTF_8)))
        .isEqualTo(
            "t=1700000000,v1="
                + "35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91");
  }
}
