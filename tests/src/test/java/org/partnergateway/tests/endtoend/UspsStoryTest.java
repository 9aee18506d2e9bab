package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.partnergateway.tests.simulators.Fault;
import org.partnergateway.tests.simulators.Faults;

/** USPS takes a parcel from its prices to the form that its driver scans, each label once. */
@SharesSandbox
class UspsStoryTest {
  private final RunningSandbox sandbox;
  private final Api api;

  UspsStoryTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  private static ObjectNode booking() {
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("carrier", "usps").put("service", "usps_ground_advantage");
    ObjectNode parcel = (ObjectNode) booking.at("/parcels/0");
    parcel
        .putObject("dimensions")
        .put("length", 30)
        .put("width", 20)
        .put("height", 10)
        .put("unit", "cm");
    return booking;
  }

  private ApiAnswer post(String path, ObjectNode body) {
    return api.post(path, RunningSandbox.fresh("usps"), body);
  }

  private ApiAnswer booked() {
    ApiAnswer booked = post("/v1/shipments", booking()).expect(201);
    assertThat(booked.at("/status")).as(booked.json().toString()).isEqualTo("purchased");
    return booked;
  }

  /** What took effect since, without what did not. */
  private Map<String, Long> since(Map<String, Long> before) {
    Map<String, Long> since = new TreeMap<>(sandbox.partners().effects("usps"));
    before.forEach((effect, count) -> since.merge(effect, -count, Long::sum));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  private Map<String, Long> effects() {
    return new TreeMap<>(sandbox.partners().effects("usps"));
  }

  @Test
  void aParcelIsPricedLabeledAndStandsOnAForm() {
    ObjectNode question = booking();
    question.remove(List.of("carrier", "service", "label"));
    question.putArray("carriers").add("usps");
    ApiAnswer rates = api.post("/v1/rates", null, question).expect(200);
    assertThat(rates.json().path("rates")).isNotEmpty();
    Map<String, Long> before = effects();

    ApiAnswer booked = booked();

    ApiAnswer label =
        api.send(ApiRequest.get("/v1/shipments/" + booked.id() + "/label")).expect(200);
    assertThat(new String(label.body(), StandardCharsets.ISO_8859_1)).startsWith("^XA");
    ObjectNode closing = Bodies.object().put("carrier", "usps");
    closing.set("ship_from", Bodies.address("Shipping Desk"));
    closing.putArray("shipment_ids").add(booked.id());
    ApiAnswer closed = post("/v1/manifests", closing).expect(201);
    assertThat(closed.at("/status")).as(closed.json().toString()).isEqualTo("closed");
    assertThat(since(before)).isEqualTo(Map.of("labels", 1L, "forms", 1L));
  }

  @Test
  void aLabelIsCanceled() {
    ApiAnswer booked = booked();
    Map<String, Long> before = effects();

    ApiAnswer voided = post("/v1/shipments/" + booked.id() + "/void", Bodies.object()).expect(200);

    assertThat(voided.at("/status")).isEqualTo("voided");
    assertThat(since(before)).isEqualTo(Map.of("cancellations", 1L));
  }

  @Test
  void aLabelWhoseAnswerIsLostIsAskedForAgainUnderItsKey() {
    Map<String, Long> before = effects();
    Faults faults = sandbox.partners().server().faults();
    int fault =
        faults.add(
            new Faults.Target("usps", "createLabel", ""),
            new Fault(Duration.ZERO, null, 503, false, true, List.of()),
            OptionalInt.of(1),
            "");
    try {
      booked();
    } finally {
      faults.remove(fault);
    }

    assertThat(since(before)).isEqualTo(Map.of("labels", 1L));
  }

  @Test
  void severalParcelsAndOtherCountriesAreRefusedBeforeUspsIsAsked() {
    Map<String, Long> before = effects();
    ObjectNode several = booking();
    several.withArray("parcels").add(several.at("/parcels/0").deepCopy());
    ObjectNode abroad = booking();
    ((ObjectNode) abroad.get("ship_to")).put("country", "CA").put("region", "ON");
    ((ObjectNode) abroad.get("ship_to")).put("postal_code", "K1A 0B1");

    assertThat(post("/v1/shipments", several).status()).isBetween(400, 422);
    ApiAnswer refused = post("/v1/shipments", abroad);

    assertThat(refused.json().toString()).contains("US");
    assertThat(since(before)).isEmpty();
  }
}
