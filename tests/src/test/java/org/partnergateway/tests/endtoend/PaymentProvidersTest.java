package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers that decide at once, and such that tell by messages only, look the same. */
@SharesSandbox
class PaymentProvidersTest {
  private final RunningSandbox sandbox;
  private final Api api;

  PaymentProvidersTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @ParameterizedTest
  @CsvSource({"adyen, shopper-1~STORED00CARD0001", "paypal, wallet-1", "paypal, slow"})
  void whatIsTakenInPartsAndGivenBackAddsUp(String partner, String token) {
    Map<String, Long> before = effects(partner);
    String payment = authorize(partner, token).id();
    awaitPayment(payment, "/status", "authorized");

    post("/v1/payments/" + payment + "/capture", Bodies.object().set("amount", usd(1000)));
    awaitPayment(payment, "/captured_amount/amount", "1000");
    assertThat(payment(payment).path("status").asText()).isEqualTo("partially_captured");
    post("/v1/payments/" + payment + "/capture", Bodies.object());
    awaitPayment(payment, "/status", "captured");
    assertThat(payment(payment).at("/captured_amount/amount").asLong()).isEqualTo(2500);

    ObjectNode refund = Bodies.object().put("payment_id", payment);
    refund.set("amount", usd(1200));
    post("/v1/refunds", refund);
    awaitPayment(payment, "/refunded_amount/amount", "1200");

    before.merge("authorizations", 1L, Long::sum);
    before.merge("captures", 2L, Long::sum);
    before.merge("refunds", 1L, Long::sum);
    assertThat(effects(partner)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"adyen, shopper-1~STORED00CARD0001", "paypal, wallet-1"})
  void whatIsCanceledIsReleased(String partner, String token) {
    String payment = authorize(partner, token).id();

    post("/v1/payments/" + payment + "/cancel", Bodies.object());

    awaitPayment(payment, "/status", "canceled");
  }

  @ParameterizedTest
  @CsvSource({
    "adyen, shopper-1~REFUSE12, insufficient_funds",
    "adyen, shopper-1~REFUSE6, card_expired",
    "paypal, decline-INSTRUMENT_DECLINED, card_declined",
    "paypal, decline-PAYER_ACCOUNT_RESTRICTED, account_invalid"
  })
  void whatIsDeclinedIsDeclinedForAReasonInOurWords(String partner, String token, String category) {
    ApiAnswer payment = authorize(partner, token);

    assertThat(payment.at("/status")).isEqualTo("failed");
    assertThat(payment.at("/error/category")).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({"adyen, shopper-1~CHALLENGE", "paypal, approve"})
  void whatTheBuyerHasToApproveSaysSo(String partner, String token) {
    assertThat(authorize(partner, token).at("/status")).isEqualTo("requires_customer_action");
  }

  private ApiAnswer authorize(String partner, String token) {
    ObjectNode body = Bodies.payment(sandbox.anyOrder(), token, RunningSandbox.fresh("payment"));
    return api.post("/v1/payments", RunningSandbox.fresh("key"), body.put("partner", partner))
        .expect(201);
  }

  private void post(String target, JsonNode body) {
    ApiAnswer answer = api.post(target, RunningSandbox.fresh("key"), body);
    answer.expect(target.equals("/v1/refunds") ? 201 : 200);
  }

  private JsonNode payment(String id) {
    return api.get("/v1/payments/" + id);
  }

  private void awaitPayment(String id, String pointer, String value) {
    Await.until(
        "the payment has " + value + " at " + pointer,
        () -> payment(id).at(pointer).asText(),
        value::equals);
  }

  private Map<String, Long> effects(String partner) {
    return new TreeMap<>(sandbox.partners().effects(partner));
  }

  private static JsonNode usd(long amount) {
    return Bodies.money(amount, "USD");
  }
}
