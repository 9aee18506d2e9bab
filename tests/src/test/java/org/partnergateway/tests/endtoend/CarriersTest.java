package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.tests.simulators.Fault;
import org.partnergateway.tests.simulators.Faults.Target;

/** Carriers that are data alone do what carriers do, counted at the far end. */
@SharesSandbox
class CarriersTest {
  private static final Map<String, List<String>> TOWNS =
      Map.of(
          "US", List.of("Oakland", "CA", "94607"),
          "DE", List.of("Hamburg", "", "20457"),
          "FR", List.of("Paris", "", "75002"));

  private final RunningSandbox sandbox;
  private final Api api;

  CarriersTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @AfterEach
  void mend() {
    sandbox.partners().server().faults().clear();
  }

  @ParameterizedTest
  @CsvSource({
    "fedex, US, US, fedex_ground, zpl, ^XA",
    "dhl-express, DE, FR, economy_select_eu, pdf, %PDF"
  })
  void aShipmentOfTwoParcelsHasAPriceTwoNumbersAndTwoLabels(
      String carrier, String from, String to, String service, String format, String label) {
    ObjectNode question = shipment(carrier, from, to, 2);
    ApiAnswer rates = api.post("/v1/rates", null, question.deepCopy().put("service", service));
    long before = shipments(carrier);

    ObjectNode booking = booking(carrier, from, to, service, format, 2);
    ApiAnswer booked = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201);

    JsonNode rate = rates.expect(200).object().at("/rates/0");
    assertThat(rate.path("service").asText()).isEqualTo(service);
    assertThat(rate.at("/total_charge/amount").asLong()).isPositive();
    assertThat(booked.at("/status")).isEqualTo("purchased");
    assertThat(booked.json().at("/charges").findValuesAsText("type")).contains("total");
    List<String> numbers = new ArrayList<>();
    for (JsonNode parcel : booked.json().path("parcels")) {
      numbers.add(parcel.path("tracking_number").asText());
      String target =
          "/v1/shipments/" + booked.id() + "/label?parcel=" + parcel.path("id").asText();
      assertThat(api.send(ApiRequest.get(target)).expect(200).text()).startsWith(label);
    }
    assertThat(numbers).hasSize(2).doesNotHaveDuplicates().doesNotContain("");
    assertThat(shipments(carrier)).isEqualTo(before + 1);
    JsonNode scan = firstScan(carrier, booked.at("/tracking_number"));
    assertThat(scan.path("type").asText()).isIn("pending", "picked_up");
    assertThat(scan.path("tz_source").asText()).isEqualTo("offset");
  }

  @ParameterizedTest
  @CsvSource({"fedex, US, US, fedex_ground, zpl", "dhl-express, DE, FR, economy_select_eu, pdf"})
  void aBookingWhoseAnswerIsLostIsFoundByOurReferenceAndNotMadeAgain(
      String carrier, String from, String to, String service, String format) {
    long before = shipments(carrier);
    Fault lost = new Fault(Duration.ZERO, null, 503, false, true, List.of());
    sandbox
        .partners()
        .server()
        .faults()
        .add(new Target(carrier, "createShipment", ""), lost, OptionalInt.of(1), "lost");
    ObjectNode booking = booking(carrier, from, to, service, format, 1);
    String key = RunningSandbox.fresh("book");

    String operation = api.post("/v1/shipments", key, booking).expect(504).at("/operation_id");
    sandbox.store().dueNowAfter(operation, 1);

    Await.until(
        "the operation has succeeded",
        () -> api.get("/v1/operations/" + operation).path("status").asText(),
        "succeeded"::equals);
    ApiAnswer found = api.post("/v1/shipments", key, booking).expect(201);
    assertThat(found.at("/status")).isEqualTo("purchased");
    assertThat(found.at("/parcels/0/tracking_number")).isNotBlank();
    assertThat(shipments(carrier)).isEqualTo(before + 1);
  }

  /** A business answer is a shipment that failed; a request that the carrier can't take, none. */
  @ParameterizedTest
  @CsvSource({
    "fedex, US, US, fedex_ground, png, 201, state do not match",
    "dhl-express, DE, FR, economy_select_eu, pdf, 422, not available"
  })
  void whatTheCarrierRefusesIsNotBookedAndSaysWhy(
      String carrier,
      String from,
      String to,
      String service,
      String format,
      int status,
      String reason) {
    long before = shipments(carrier);
    ObjectNode booking = booking(carrier, from, to, service, format, 1);
    booking.withObject("ship_to").put("postal_code", "00000");

    ApiAnswer refused = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking);

    assertThat(refused.expect(status).text()).contains(reason);
    assertThat(refused.at("/status")).isEqualTo(status == 201 ? "failed" : "422");
    assertThat(shipments(carrier)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"fedex, US", "dhl-express, DE"})
  void whatNeedsCustomsPapersIsRefusedBeforeTheCarrierIsAsked(String carrier, String from) {
    ObjectNode question = shipment(carrier, from, from, 1);
    question.withObject("ship_to").put("country", "CH").put("postal_code", "8001");

    ApiAnswer refused = api.post("/v1/rates", null, question).expect(422);

    assertThat(refused.at("/detail")).contains("customs papers");
  }

  @Test
  void aShipmentIsValidatedAndALabelVoidedWhereTheCarrierOffersIt() {
    ObjectNode booking = booking("fedex", "US", "US", "fedex_ground", "pdf", 1);
    ApiAnswer validated = api.post("/v1/shipment-validations", null, booking).expect(200);
    assertThat(validated.json().path("valid").asBoolean()).isTrue();
    ObjectNode wrong = booking.deepCopy();
    wrong.withObject("ship_to").put("postal_code", "00000");
    JsonNode findings = api.post("/v1/shipment-validations", null, wrong).expect(200).json();
    assertThat(findings.path("valid").asBoolean()).isFalse();
    assertThat(findings.at("/findings/0/severity").asText()).isEqualTo("error");

    String id = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201).id();
    ApiAnswer voided = voided(id).expect(200);

    assertThat(voided.at("/status")).isEqualTo("voided");
  }

  @Test
  void whatTheCarrierCannotIsRefusedBeforeItIsAsked() {
    ObjectNode booking = booking("dhl-express", "DE", "FR", "economy_select_eu", "pdf", 1);
    String id = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201).id();

    assertThat(voided(id).status()).isEqualTo(422);
    assertThat(api.get("/v1/partners/dhl-express").path("operations").toString())
        .doesNotContain("void-shipment");
  }

  @Test
  void aCourierIsCalledForAShipmentAndCalledOff() {
    ObjectNode booking = booking("dhl-express", "DE", "FR", "economy_select_eu", "pdf", 1);
    String id = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201).id();
    ObjectNode pickup = Bodies.object().put("carrier", "dhl-express");
    pickup.set("address", address("DE"));
    // On one day, whenever this runs.
    Instant begin = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(32, ChronoUnit.HOURS);
    pickup
        .putObject("window")
        .put("earliest", begin.toString())
        .put("latest", begin.plus(3, ChronoUnit.HOURS).toString());
    pickup.putArray("shipment_ids").add(id);

    ApiAnswer scheduled =
        api.post("/v1/pickups", RunningSandbox.fresh("pickup"), pickup).expect(201);
    ApiAnswer canceled =
        api.post(
                "/v1/pickups/" + scheduled.id() + "/cancel",
                RunningSandbox.fresh("cancel"),
                Bodies.object())
            .expect(200);

    assertThat(scheduled.at("/confirmation_number")).startsWith("PRG");
    assertThat(canceled.at("/status")).isEqualTo("canceled");
  }

  private ApiAnswer voided(String id) {
    return api.post("/v1/shipments/" + id + "/void", RunningSandbox.fresh("void"), Bodies.object());
  }

  private JsonNode firstScan(String carrier, String number) {
    return Await.until(
            "the carrier tells a scan",
            () -> api.get("/v1/tracking/" + carrier + "/" + number).path("tracking_events"),
            events -> !events.isEmpty())
        .path(0);
  }

  private long shipments(String carrier) {
    return sandbox.partners().effects(carrier).get("shipments");
  }

  private static ObjectNode booking(
      String carrier, String from, String to, String service, String format, int parcels) {
    ObjectNode booking = shipment(carrier, from, to, parcels).put("service", service);
    booking.putObject("label").put("format", format);
    return booking;
  }

  private static ObjectNode shipment(String carrier, String from, String to, int parcels) {
    ObjectNode body = Bodies.object().put("carrier", carrier);
    body.set("ship_from", address(from));
    body.set("ship_to", address(to));
    for (int i = 0; i < parcels; i++) {
      ObjectNode parcel = body.withArray("parcels").addObject().put("id", "parcel-" + i);
      parcel.putObject("weight").put("value", 1200).put("unit", "g");
    }
    return body;
  }

  private static ObjectNode address(String country) {
    List<String> town = TOWNS.getOrDefault(country, List.of());
    ObjectNode address = Bodies.address("Shipping Desk").put("country", country);
    address.put("locality", town.get(0)).put("region", town.get(1)).put("postal_code", town.get(2));
    if (town.get(1).isEmpty()) {
      address.remove("region");
    }
    return address;
  }
}
