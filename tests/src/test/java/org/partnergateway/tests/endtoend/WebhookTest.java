package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.StripeSignature;

@SharesSandbox
class WebhookTest {
  private static final String SECRET = SimulatedPartners.WEBHOOK_SECRET;
  private static final String AUTHORIZED = "payment_intent.amount_capturable_updated";
  private static final String SUCCEEDED = "payment_intent.succeeded";

  private final RunningSandbox sandbox;
  private final Api api;
  private final Store store;
  private final String eventId = "evt_" + RunningSandbox.fresh("e2e");

  WebhookTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.store = sandbox.store();
  }

  /** An event that concerns nothing of ours, different each time. */
  private byte[] event() {
    ObjectNode event =
        Webhooks.paymentEvent(eventId, "customer.created", "x", Bodies.object(), Instant.now());
    return StrictJson.write(event);
  }

  private List<String> fates(byte[] body) {
    return Await.until(
        "the message is dealt with", () -> store.fates(body), all -> !all.contains("received"));
  }

  private JsonNode payment(String id) {
    return api.get("/v1/payments/" + id);
  }

  @Test
  void aSignedEventIsStoredAndApplied() {
    byte[] body = event();

    ApiAnswer answer = api.send(Webhooks.signed(body)).expect(200);

    assertThat(answer.body()).isEmpty();
    assertThat(store.stored(body)).isEqualTo(1);
    assertThat(fates(body))
        .as("it is of no known type, and changes nothing")
        .containsExactly("applied");
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("another secret", r -> sign(r, "whsec_other", Instant.now())),
        forgery("an hour old", r -> sign(r, SECRET, Instant.now().minus(Duration.ofHours(1)))),
        forgery("an hour ahead", r -> sign(r, SECRET, Instant.now().plus(Duration.ofHours(1)))),
        forgery("no signature", r -> r.header(StripeSignature.HEADER, "")),
        forgery("no time", r -> r.header(StripeSignature.HEADER, "v1=" + "0".repeat(64))),
        forgery("nonsense", r -> r.header(StripeSignature.HEADER, "t=now,v1=zz,,=")),
        forgery(
            "signed before a byte was added",
            r -> new ApiRequest("POST", r.target(), r.headers(), append(r.body()))));
  }

  private static Arguments forgery(String name, UnaryOperator<ApiRequest> forge) {
    return Arguments.argumentSet(name, forge);
  }

  private static ApiRequest sign(ApiRequest request, String secret, Instant at) {
    return request.header(StripeSignature.HEADER, StripeSignature.sign(secret, at, request.body()));
  }

  private static byte[] append(byte[] body) {
    return (new String(body, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedEventIsRefusedAndNotStored(UnaryOperator<ApiRequest> forge) {
    long before = sandbox.meters().problems("signature_refused");

    ApiAnswer refused = api.send(forge.apply(Webhooks.signed(event()))).expect(401);

    assertThat(refused.at("/code")).isEqualTo("signature_refused");
    assertThat(store.storedUnder(eventId)).isZero();
    assertThat(sandbox.meters().problems("signature_refused")).isEqualTo(before + 1);
  }

  @Test
  void theSameEventTwiceIsOneRowAndOneEffect() {
    ApiAnswer payment = sandbox.authorized();
    ObjectNode event =
        Webhooks.paymentEvent(eventId, SUCCEEDED, "succeeded", payment.json(), Instant.now());
    byte[] body = StrictJson.write(event);

    api.send(Webhooks.signed(body)).expect(200);
    api.send(Webhooks.signed(body)).expect(200);

    assertThat(fates(body)).containsExactly("applied");
    assertThat(payment(payment.id()).path("status").asText()).isEqualTo("captured");
    assertThat(
            api.all("/v1/events?type=org.partnergateway.payment.updated.v1").stream()
                .filter(e -> e.path("subject").asText().equals(payment.id()))
                .filter(e -> e.at("/data/status").asText().equals("captured")))
        .hasSize(1);
  }

  @Test
  void aCardsNumberInAnEventIsNotStored() {
    ObjectNode event =
        Webhooks.paymentEvent(eventId, "customer.created", "x", Bodies.object(), Instant.now());
    byte[] masked = StrictJson.write(event.put("note", "call me about **** **** **** ****"));
    byte[] body = StrictJson.write(event.put("note", "call me about 4111 1111 1111 1111"));

    api.send(Webhooks.signed(body)).expect(200);
    api.send(Webhooks.signed(body)).expect(200);

    assertThat(fates(masked)).containsExactly("applied");
    assertThat(store.storedUnder(eventId)).as("known again by what came").isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheSameIdIsKeptAndNotApplied() {
    ApiAnswer payment = sandbox.authorized();
    Instant now = Instant.now();
    byte[] first = event();
    byte[] other =
        StrictJson.write(
            Webhooks.paymentEvent(eventId, SUCCEEDED, "succeeded", payment.json(), now));

    api.send(Webhooks.signed(first)).expect(200);
    api.send(Webhooks.signed(other)).expect(200);

    assertThat(store.storedUnder(eventId)).isEqualTo(2);
    assertThat(fates(first)).containsExactly("applied");
    assertThat(fates(other)).containsExactly("conflicting");
    assertThat(payment(payment.id()).path("status").asText()).isEqualTo("authorized");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | malformed_body | {\"id\": \"evt_1\",",
        "400 | malformed_body | {\"id\": \"evt_1\"} {}",
        "400 | malformed_body | {\"id\": \"evt_1\", \"id\": \"evt_2\"}",
        "400 | malformed_body | nothing",
        "422 | invalid_body | []",
        "422 | invalid_body | {\"id\": 7, \"type\": \"charge.refunded\", \"created\": \"today\"}",
        "422 | invalid_body | {}",
      })
  void aSignedEventThatBreaksTheContractIsRefusedAndNotStored(
      int status, String code, String body) {
    ApiAnswer refused = api.send(Webhooks.signed(body)).expect(status);

    assertThat(refused.at("/code")).isEqualTo(code);
    assertThat(refused.json().path("errors")).isNotEmpty();
    assertThat(store.stored(body.getBytes(StandardCharsets.UTF_8))).isZero();
  }

  @Test
  void anOlderEventNeverMovesAPaymentBackwards() {
    ApiAnswer payment = sandbox.authorized();
    Instant now = Instant.now();
    byte[] captured = paymentEvent("a", SUCCEEDED, "succeeded", payment, now);
    byte[] older =
        paymentEvent("b", "payment_intent.requires_action", "requires_action", payment, now);
    byte[] laterButLower =
        paymentEvent("c", AUTHORIZED, "requires_capture", payment, now.plusSeconds(5));

    for (byte[] body : List.of(captured, older, laterButLower)) {
      api.send(Webhooks.signed(body)).expect(200);
      assertThat(fates(body)).containsExactly("applied");
      assertThat(payment(payment.id()).path("status").asText()).isEqualTo("captured");
    }
  }

  private byte[] paymentEvent(
      String suffix, String type, String status, ApiAnswer payment, Instant created) {
    return StrictJson.write(
        Webhooks.paymentEvent(eventId + suffix, type, status, payment.json(), created));
  }

  private static byte[] scan(String number, String code) {
    ObjectNode scan = Bodies.object().put("trackingNumber", number);
    scan.put("localActivityDate", "20301124").put("localActivityTime", "093000");
    scan.put("gmtActivityDate", "20301124").put("gmtActivityTime", "173000");
    scan.put("gmtOffset", "-08.00");
    scan.putObject("activityStatus").put("type", "I").put("code", code).put("description", "Said");
    return StrictJson.write(scan);
  }

  @Test
  void aScanWithTheCredentialMovesItsShipment() {
    ApiAnswer shipment = sandbox.booked();
    byte[] body = scan(shipment.at("/tracking_number"), "OT");

    api.send(Webhooks.ups(body)).expect(200);
    api.send(Webhooks.ups(body)).expect(200);

    assertThat(fates(body)).containsExactly("applied");
    assertThat(api.get("/v1/shipments/" + shipment.id() + "/tracking").path("data"))
        .filteredOn(event -> event.path("partner_code").asText().equals("OT"))
        .filteredOn(event -> event.path("local_time").asText().startsWith("2030"))
        .hasSize(1);
  }

  @Test
  void aScanOfAnUnknownCodeIsKeptAndMovesNothing() {
    ApiAnswer shipment = sandbox.booked();
    byte[] known = scan(shipment.at("/tracking_number"), "OT");
    byte[] body = scan(shipment.at("/tracking_number"), "Q7");

    api.send(Webhooks.ups(known)).expect(200);
    api.send(Webhooks.ups(body)).expect(200);

    assertThat(fates(body)).containsExactly("applied");
    assertThat(api.get("/v1/shipments/" + shipment.id()).path("tracking_status").asText())
        .isEqualTo("out_for_delivery");
    assertThat(api.get("/v1/shipments/" + shipment.id() + "/tracking").path("data"))
        .filteredOn(event -> event.path("type").asText().equals("unknown"))
        .hasSize(1);
  }

  @Test
  void aScanOfSomebodyElsesParcelWaits() {
    byte[] body = scan("1ZA1B2C30399999999", "OT");

    api.send(Webhooks.ups(body)).expect(200);

    assertThat(fates(body)).containsExactly("waiting");
  }

  @ParameterizedTest
  @CsvSource({"wrong", "Sandbox", "''"})
  void aScanWithoutTheCredentialIsRefusedAndNotStored(String credential) {
    byte[] body = scan("1ZA1B2C30388888888", "OT");

    api.send(Webhooks.ups(body).header("credential", credential)).expect(401);

    assertThat(store.stored(body)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"trackingNumber\":",
        "422 | {\"trackingNumber\": 17, \"activityStatus\": {}}",
        "422 | {\"activityStatus\": {}}",
      })
  void aScanThatBreaksTheContractIsRefusedAndNotStored(int status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);

    api.send(Webhooks.ups(body)).expect(status);

    assertThat(store.stored(body)).isZero();
  }
}
