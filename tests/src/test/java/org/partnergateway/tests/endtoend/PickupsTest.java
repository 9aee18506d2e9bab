package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.partnergateway.contracts.json.StrictJson;

/** Carriers fetch parcels and take them along, and what they say of it stands in the ledger. */
@SharesSeveralPartners
class PickupsTest {
  private final SeveralPartners partners;
  private final Api api;

  PickupsTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
  }

  private String booked(String carrier) {
    String number = RunningSandbox.fresh("parcel");
    partners.answers(carrier, "/shipments", "{\"number\": \"%s\"}".formatted(number));
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("carrier", carrier).put("service", "slow");
    return api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).expect(201).id();
  }

  private static ObjectNode pickup(String carrier, String... shipments) {
    ObjectNode body = Bodies.object().put("carrier", carrier);
    body.set("address", Bodies.address("Shipping Desk"));
    Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.HOURS);
    body.putObject("window")
        .put("earliest", begin.toString())
        .put("latest", begin.plus(2, ChronoUnit.HOURS).toString());
    for (String shipment : shipments) {
      body.withArray("shipment_ids").add(shipment);
    }
    return body;
  }

  private ApiAnswer schedule(ObjectNode pickup) {
    return api.post("/v1/pickups", RunningSandbox.fresh("pickup"), pickup);
  }

  @Test
  void aPickupIsScheduledForShipmentsAndCalledOff() {
    String shipment = booked("heron");
    partners.answers("heron", "/pickups", "{\"confirmation\": \"H-77\"}");
    partners.answers("heron", "/pickups/H-77", "{}");

    ApiAnswer scheduled = schedule(pickup("heron", shipment)).expect(201);

    assertThat(scheduled.at("/status")).isEqualTo("scheduled");
    assertThat(scheduled.at("/confirmation_number")).isEqualTo("H-77");
    assertThat(scheduled.json().path("parcel_count").asInt()).isEqualTo(1);
    assertThat(scheduled.header("Location")).isEqualTo("/v1/pickups/" + scheduled.id());
    JsonNode asked = StrictJson.read(partners.arrived("heron", "/pickups").getFirst().getBody());
    assertThat(asked.at("/numbers/0").asText())
        .as("its mapping is given the shipments")
        .isEqualTo(api.get("/v1/shipments/" + shipment).path("tracking_number").asText());
    ApiAnswer canceled =
        api.post(
                "/v1/pickups/" + scheduled.id() + "/cancel",
                RunningSandbox.fresh("cancel"),
                Bodies.object())
            .expect(200);
    assertThat(canceled.at("/status")).isEqualTo("canceled");
    assertThat(api.get("/v1/pickups?partner=heron&status=canceled").toString())
        .contains(scheduled.id());
    assertThat(
            api.post(
                    "/v1/pickups/" + scheduled.id() + "/cancel",
                    RunningSandbox.fresh("cancel"),
                    Bodies.object())
                .expect(409)
                .at("/detail"))
        .contains("this one is canceled");
    assertThat(partners.arrived("heron", "/pickups/H-77")).hasSize(1);
    assertThat(
            api.all("/v1/events?type=org.partnergateway.pickup.updated.v1").stream()
                .filter(event -> event.path("subject").asText().equals(scheduled.id())))
        .isNotEmpty();
  }

  @Test
  void aPickupWithoutShipmentsSaysHowMuchThereIs() {
    partners.answers("pigeon", "/pickups", "{\"confirmation\": \"P-1\"}");
    ObjectNode body = pickup("pigeon").put("parcel_count", 4);
    body.putObject("total_weight").put("value", 20).put("unit", "kg");

    assertThat(schedule(body).expect(201).json().path("parcel_count").asInt()).isEqualTo(4);
  }

  @Test
  void whatTheCarrierDeclinesIsAPickupThatFailed() {
    partners.answers(
        any(urlPathMatching("/pigeon/pickups")),
        Faults.json(422, "{\"code\": \"full\", \"reason\": \"No driver today.\"}"));
    ObjectNode body = pickup("pigeon", booked("pigeon"));

    ApiAnswer failed = schedule(body).expect(201);

    assertThat(failed.at("/status")).isEqualTo("failed");
    assertThat(failed.at("/error/message")).isEqualTo("No driver today.");
  }

  @Test
  void whatCanNotBeFetchedIsRefusedBeforeTheCarrierIsAsked() {
    String heron = booked("heron");
    String pigeon = booked("pigeon");
    partners.answers("heron", "/pickups.*", "{\"confirmation\": \"H-78\"}");

    ApiAnswer other = schedule(pickup("heron", heron, pigeon)).expect(409);
    ApiAnswer unknown =
        schedule(pickup("heron", heron, "shp_01kaqx7d2n5b8k3p6s9v1x4z0c")).expect(422);
    ObjectNode late = pickup("heron", heron);
    ((ObjectNode) late.get("window"))
        .put("earliest", "2026-01-01T10:00:00Z")
        .put("latest", "2026-01-01T12:00:00Z");
    ApiAnswer past = schedule(late).expect(409);

    assertThat(other.at("/detail")).contains(pigeon);
    assertThat(unknown.at("/errors/0/pointer")).isEqualTo("/shipment_ids/1");
    assertThat(past.at("/detail")).contains("which is past");
    assertThat(partners.arrived("heron", "/pickups")).isEmpty();
  }

  @Test
  void aManifestTakesShipmentsAlongAndItsPaperIsKept() {
    String one = booked("snail");
    String other = booked("snail");
    byte[] paper = "%PDF-1.4 manifest".getBytes(StandardCharsets.UTF_8);
    partners.answers(
        "snail",
        "/manifests",
        "{\"manifest\": \"M-1\", \"papers\": [\"%s\"]}"
            .formatted(Base64.getEncoder().encodeToString(paper)));
    ObjectNode body = Bodies.object().put("carrier", "snail");
    body.set("ship_from", Bodies.address("Shipping Desk"));
    body.putArray("shipment_ids").add(one).add(other);

    ApiAnswer closed = api.post("/v1/manifests", RunningSandbox.fresh("close"), body).expect(201);

    assertThat(closed.at("/status")).isEqualTo("closed");
    String href = closed.at("/documents/0/href");
    assertThat(href).isEqualTo("/v1/manifests/" + closed.id() + "/documents/1");
    ApiAnswer kept = api.send(ApiRequest.get(href)).expect(200);
    assertThat(kept.body()).isEqualTo(paper);
    assertThat(kept.header("Content-Type")).isEqualTo("application/pdf");
    api.send(ApiRequest.get("/v1/manifests/" + closed.id() + "/documents/2")).expect(404);
    assertThat(api.get("/v1/manifests/" + closed.id()).at("/shipment_ids/1").asText())
        .isEqualTo(other);
  }

  @Test
  void aPaperThatTheCarrierNamesByALinkIsFetchedAndKept() {
    String shipment = booked("snail");
    byte[] paper = "%PDF-1.4 behind a link".getBytes(StandardCharsets.UTF_8);
    partners.answers(
        "snail",
        "/manifests",
        "{\"manifest\": \"M-2\", \"links\": [\"%s\"]}"
            .formatted(partners.addressOf("snail") + "/papers/7"));
    partners.answers(
        "snail",
        "/papers/7",
        "{\"content\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(paper)));
    ObjectNode body = Bodies.object().put("carrier", "snail");
    body.set("ship_from", Bodies.address("Shipping Desk"));
    body.putArray("shipment_ids").add(shipment);

    ApiAnswer closed = api.post("/v1/manifests", RunningSandbox.fresh("close"), body).expect(201);

    String href = closed.at("/documents/0/href");
    assertThat(api.send(ApiRequest.get(href)).expect(200).body()).isEqualTo(paper);
    assertThat(api.send(ApiRequest.get(href)).expect(200).body()).isEqualTo(paper);
    assertThat(partners.arrived("snail", "/papers/7")).hasSize(1);
  }

  @Test
  void aVoidedShipmentIsOnNoManifest() {
    String shipment = booked("snail");
    partners.answers("snail", "/shipments/.*", "{}");
    api.post("/v1/shipments/" + shipment + "/void", RunningSandbox.fresh("void"), Bodies.object())
        .expect(200);
    ObjectNode body = Bodies.object().put("carrier", "snail");
    body.set("ship_from", Bodies.address("Shipping Desk"));
    body.putArray("shipment_ids").add(shipment);

    assertThat(
            api.post("/v1/manifests", RunningSandbox.fresh("close"), body)
                .expect(409)
                .at("/detail"))
        .contains(shipment + " is voided");
    assertThat(partners.arrived("snail", "/manifests")).isEmpty();
  }

  @Test
  void aShipmentIsValidatedWithoutBeingBooked() {
    partners.answers("heron", "/checks", "{\"warnings\": [\"The street is long.\"]}");
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("carrier", "heron").put("service", "slow");

    ApiAnswer valid = api.post("/v1/shipment-validations", null, booking).expect(200);

    assertThat(valid.json().path("valid").asBoolean()).isTrue();
    assertThat(valid.at("/findings/0/message")).isEqualTo("The street is long.");
    assertThat(partners.arrived("heron", "/shipments")).isEmpty();
  }
}
