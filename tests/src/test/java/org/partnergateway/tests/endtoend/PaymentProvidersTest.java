package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

  /** Whether the gateway asks for what was approved, as at PayPal, or the bank's word is enough. */
  @Test
  void whatTheCustomerApprovesOnThePageOfTheProviderIsReservedOnce() {
    Map<String, Long> before = effects("paypal");
    ApiAnswer payment = authorizeOnPage("paypal", approval(), "done").expect(201);
    assertThat(payment.at("/status")).isEqualTo("requires_customer_action");
    assertThat(payment.at("/next_action/url")).startsWith("https://www.paypal.example/");
    awaitPayment(payment.id(), "/status", "requires_confirmation");
    assertThat(payment(payment.id()).has("next_action")).isFalse();
    assertThat(effects("paypal")).isEqualTo(before);

    String confirm = "/v1/payments/" + payment.id() + "/confirm";
    String key = RunningSandbox.fresh("key");
    assertThat(api.post(confirm, key, Bodies.object()).expect(200).at("/status"))
        .isEqualTo("authorized");
    api.post(confirm, key, Bodies.object()).expect(200);
    ApiAnswer again = api.post(confirm, RunningSandbox.fresh("key"), Bodies.object()).expect(409);

    assertThat(again.at("/detail")).contains("this one is authorized");
    before.merge("authorizations", 1L, Long::sum);
    assertThat(effects("paypal")).isEqualTo(before);
    post("/v1/payments/" + payment.id() + "/capture", Bodies.object());
    awaitPayment(payment.id(), "/status", "captured");
  }

  @Test
  void whatTheCustomerHasNotApprovedWaitsForThem() {
    Map<String, Long> before = effects("paypal");
    String payment = authorizeOnPage("paypal", approval(), "abandoned").expect(201).id();

    ApiAnswer early =
        api.post(
                "/v1/payments/" + payment + "/confirm",
                RunningSandbox.fresh("key"),
                Bodies.object())
            .expect(422);

    assertThat(early.at("/failure")).isEqualTo("declined");
    assertThat(payment(payment).path("status").asText()).isEqualTo("requires_customer_action");
    assertThat(payment(payment).at("/next_action/url").asText()).isNotEmpty();
    assertThat(effects("paypal")).isEqualTo(before);
  }

  @Test
  void whoseBankSendsThemToAPageOfItsOwnComesBackWithMoneyReserved() {
    Map<String, Long> before = effects("stripe");
    ObjectNode card =
        Bodies.object().put("type", "token").put("token", "pm_card_authenticationRequired");

    ApiAnswer payment = authorizeOnPage("stripe", card, "done").expect(201);

    assertThat(payment.at("/next_action/type")).isEqualTo("redirect");
    awaitPayment(payment.id(), "/status", "authorized");
    assertThat(payment(payment.id()).has("next_action")).isFalse();
    assertThat(effects("stripe").get("authorizations")).isEqualTo(before.get("authorizations") + 1);
  }

  @ParameterizedTest(name = "at {0} {1}, to come back to {2}: {3} for {4}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          adyen,  approval, done, not_offered,  /payment_method/type
          paypal, approval, -,    invalid_body, ''
          paypal, token,    done, invalid_body, /payment_method
          """)
  void whatCannotBeAskedForIsRefusedBeforeAnythingIsSent(
      String partner, String type, @Nullable String back, String code, String pointer) {
    Map<String, Long> before = effects(partner);

    ApiAnswer refusal =
        authorizeOnPage(partner, Bodies.object().put("type", type), back).expect(422);

    assertThat(refusal.at("/code")).isEqualTo(code);
    assertThat(refusal.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(effects(partner)).isEqualTo(before);
  }

  private static ObjectNode approval() {
    return Bodies.object().put("type", "approval");
  }

  private ApiAnswer authorizeOnPage(String partner, JsonNode method, @Nullable String back) {
    ObjectNode body = Bodies.payment(sandbox.anyOrder(), "none", RunningSandbox.fresh("payment"));
    body.put("partner", partner).set("payment_method", method);
    if (back != null) {
      body.put("return_url", "https://shop.example/checkout/" + back);
    }
    return api.post("/v1/payments", RunningSandbox.fresh("key"), body);
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
