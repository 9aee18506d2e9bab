package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.tests.simulators.Fault;
import org.partnergateway.tests.simulators.Faults.Target;

/** Partners that write XML: looked up before anything is repeated, counted at the far end. */
@SharesSandbox
class XmlPartnersTest {
  private static final String MONEY = "authorize-net";
  private static final String POST = "canada-post";

  private final RunningSandbox sandbox;
  private final Api api;

  XmlPartnersTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @AfterEach
  void mend() {
    sandbox.partners().server().faults().clear();
  }

  @Test
  void whatIsTakenInPartIsGivenBackToTheSameCard() {
    Map<String, Long> before = effects(MONEY);
    String payment = authorize("settled").expect(201).id();

    ApiAnswer captured = post(captureOf(payment), amount(1000)).expect(200);
    ObjectNode refund = amount(400).put("payment_id", payment);
    ApiAnswer refunded = post("/v1/refunds", refund).expect(201);

    assertThat(captured.at("/status")).isEqualTo("captured");
    assertThat(captured.at("/captured_amount/amount")).isEqualTo("1000");
    assertThat(refunded.at("/status")).isEqualTo("succeeded");
    assertThat(effects(MONEY)).isEqualTo(more(before, "authorizations", "captures", "refunds"));
  }

  @ParameterizedTest
  @CsvSource({"decline-2, card_declined", "decline-41, fraud_suspected"})
  void aRefusalInsideASuccessIsARefusal(String token, String category) {
    ApiAnswer payment = authorize(token).expect(201);

    assertThat(payment.at("/status")).isEqualTo("failed");
    assertThat(payment.at("/error/category")).isEqualTo(category);
  }

  @Test
  void anAuthorizationWhoseAnswerIsLostIsFoundByItsInvoiceNumber() {
    Map<String, Long> before = effects(MONEY);
    loseOne(MONEY, "createTransaction");

    String operation = authorize("lost").expect(504).at("/operation_id");

    assertThat(resource(succeeded(operation)).path("status").asText()).isEqualTo("authorized");
    assertThat(effects(MONEY)).isEqualTo(more(before, "authorizations"));
  }

  /** The partner takes neither twice, and so is asked again. */
  @ParameterizedTest
  @CsvSource({"capture, captured, captures", "cancel, canceled, voids"})
  void whatEndsAnAuthorizationIsDoneOnceThoughItsAnswerIsLost(
      String what, String status, String effect) {
    String payment = authorize("seen").expect(201).id();
    Map<String, Long> before = effects(MONEY);
    loseOne(MONEY, "createTransaction");

    ApiAnswer answer = post("/v1/payments/" + payment + "/" + what, Bodies.object());

    if (answer.status() == 504) {
      succeeded(answer.at("/operation_id"));
    }
    assertThat(api.get("/v1/payments/" + payment).path("status").asText()).isEqualTo(status);
    assertThat(effects(MONEY)).isEqualTo(more(before, effect));
  }

  @ParameterizedTest
  @CsvSource({"pdf, %PDF", "zpl, ^XA"})
  void aLabelComesByLink(String format, String label) {
    Map<String, Long> before = effects(POST);
    ApiAnswer rates = api.post("/v1/rates", null, parcel()).expect(200);

    ApiAnswer booked = post("/v1/shipments", booking(format)).expect(201);

    assertThat(rates.object().at("/rates/0/total_charge/amount").asLong()).isPositive();
    assertThat(booked.at("/status")).isEqualTo("purchased");
    String target = "/v1/shipments/" + booked.id() + "/label";
    assertThat(api.send(ApiRequest.get(target)).expect(200).text()).startsWith(label);
    JsonNode scans = api.get("/v1/tracking/" + POST + "/" + booked.at("/tracking_number"));
    assertThat(scans.path("tracking_events").isArray()).isTrue();
    assertThat(effects(POST)).isEqualTo(more(before, "shipments"));
  }

  @Test
  void aBookingWhoseAnswerIsLostIsFoundByOurReference() {
    Map<String, Long> before = effects(POST);
    loseOne(POST, "createShipment");

    String operation = post("/v1/shipments", booking("pdf")).expect(504).at("/operation_id");

    assertThat(resource(succeeded(operation)).path("status").asText()).isEqualTo("purchased");
    assertThat(effects(POST)).isEqualTo(more(before, "shipments"));
  }

  @Test
  void aManifestTakesTheShipmentsThatItNamesAndHasAPaper() {
    String first = post("/v1/shipments", booking("pdf")).expect(201).id();
    String other = post("/v1/shipments", booking("pdf")).expect(201).id();
    ObjectNode manifest = Bodies.object().put("carrier", POST);
    manifest.putArray("shipment_ids").add(first);
    manifest.set("ship_from", address("Vancouver", "BC", "V6B 4Y8"));

    ApiAnswer closed = post("/v1/manifests", manifest).expect(201);

    assertThat(closed.at("/status")).isEqualTo("closed");
    String paper = "/v1/" + closed.at("/documents/0/href").replaceFirst("^/?(v1/)?", "");
    assertThat(api.send(ApiRequest.get(paper)).expect(200).text()).startsWith("%PDF");
    assertThat(voided(first).at("/status")).isNotEqualTo("voided");
    assertThat(voided(other).expect(200).at("/status")).isEqualTo("voided");
  }

  private ApiAnswer voided(String shipment) {
    return post("/v1/shipments/" + shipment + "/void", Bodies.object());
  }

  private void loseOne(String partner, String operation) {
    Fault lost = new Fault(Duration.ZERO, null, 503, false, true, List.of());
    Target target = new Target(partner, operation, "");
    sandbox.partners().server().faults().add(target, lost, OptionalInt.of(1), "lost");
  }

  private JsonNode succeeded(String operation) {
    sandbox.store().dueNowAfter(operation, 1);
    return Await.until(
        "the operation has succeeded",
        () -> api.get("/v1/operations/" + operation),
        one -> one.path("status").asText().equals("succeeded"));
  }

  private JsonNode resource(JsonNode operation) {
    return api.get(operation.at("/resource/href").asText());
  }

  private ApiAnswer authorize(String token) {
    String own = token.startsWith("decline") ? token : token + "-" + RunningSandbox.fresh("t");
    ObjectNode body = Bodies.payment(sandbox.anyOrder(), own, RunningSandbox.fresh("payment"));
    return post("/v1/payments", body.put("partner", MONEY));
  }

  private ApiAnswer post(String target, JsonNode body) {
    return api.post(target, RunningSandbox.fresh("key"), body);
  }

  private static String captureOf(String payment) {
    return "/v1/payments/" + payment + "/capture";
  }

  private static ObjectNode amount(long amount) {
    ObjectNode body = Bodies.object();
    body.set("amount", Bodies.money(amount, "USD"));
    return body;
  }

  private Map<String, Long> effects(String partner) {
    return new TreeMap<>(sandbox.partners().effects(partner));
  }

  private static Map<String, Long> more(Map<String, Long> before, String... effects) {
    Map<String, Long> after = new TreeMap<>(before);
    for (String effect : effects) {
      after.merge(effect, 1L, Long::sum);
    }
    return after;
  }

  private static ObjectNode booking(String format) {
    ObjectNode booking = parcel().put("service", "DOM.EP");
    booking.putObject("label").put("format", format);
    return booking;
  }

  private static ObjectNode parcel() {
    ObjectNode body = Bodies.object().put("carrier", POST);
    body.set("ship_from", address("Vancouver", "BC", "V6B 4Y8"));
    body.set("ship_to", address("Toronto", "ON", "M5V 2T6"));
    body.withArray("parcels").addObject().putObject("weight").put("value", 1200).put("unit", "g");
    return body;
  }

  private static ObjectNode address(String town, String province, String code) {
    ObjectNode address = Bodies.address("Shipping Desk").put("country", "CA");
    address.put("locality", town).put("region", province).put("postal_code", code);
    return address.put("phone", "+16045550100");
  }
}
