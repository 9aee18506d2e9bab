package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A carrier that speaks SOAP is asked as all others are; what took effect is counted at its end.
 */
@SharesSandbox
class SoapPartnerTest {
  private static final String ENVELOPES = "/purolator/EWS/V1/.*";

  private final RunningSandbox sandbox;
  private final Api api;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");

  SoapPartnerTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  @AfterEach
  void mend() {
    sandbox.partners().server().faults().clear();
  }

  @Test
  void ratesAreInItsCurrency() {
    JsonNode rates =
        api.post("/v1/rates", null, asked().put("carrier", "purolator")).expect(200).json();

    assertThat(rates.path("rates").findValuesAsText("service"))
        .containsExactlyInAnyOrder(
            "purolator_ground", "purolator_express", "purolator_express_9am");
    // Three pounds of ground: 13.00 and 65 cents a pound, 16% fuel, 13% tax, both rounded down.
    assertThat(rates.at("/rates/0/total_charge").toString())
        .isEqualTo("{\"amount\":1959,\"currency\":\"CAD\"}");
  }

  @Test
  void aShipmentIsBookedOnceAndVoidedOnce() {
    Map<String, Long> before = effects();
    JsonNode validated =
        api.post("/v1/shipment-validations", null, booking("V5K 0A1")).expect(200).json();

    ApiAnswer booked = api.post("/v1/shipments", key, booking("V5K 0A1")).expect(201);
    ApiAnswer again = api.post("/v1/shipments", key, booking("V5K 0A1"));

    assertThat(validated.path("valid").asBoolean()).isTrue();
    assertThat(booked.at("/status")).isEqualTo("purchased");
    assertThat(again.json()).isEqualTo(booked.json());
    String number = booked.at("/tracking_number");
    JsonNode scans = api.get("/v1/tracking/purolator/" + number).path("tracking_events");
    assertThat(scans.path(scans.size() - 1).path("type").asText()).isEqualTo("pending");
    ApiAnswer voided =
        api.post(
                "/v1/shipments/" + booked.id() + "/void",
                RunningSandbox.fresh("void"),
                Bodies.object())
            .expect(200);
    assertThat(voided.at("/status")).isEqualTo("voided");
    Map<String, Long> after = effects();
    assertThat(after.get("shipments")).isEqualTo(before.get("shipments") + 1);
    assertThat(after.get("voids")).isEqualTo(before.get("voids") + 1);
  }

  @Test
  void aPickupIsScheduledAndCalledOff() {
    ObjectNode pickup = Bodies.object().put("carrier", "purolator").put("parcel_count", 2);
    pickup.set("address", address("Dispatch", "L5N 0E1"));
    pickup
        .putObject("window")
        .put("earliest", "2037-11-24T13:00:00-05:00")
        .put("latest", "2037-11-24T17:00:00-05:00");
    pickup.putObject("total_weight").put("value", 2).put("unit", "kg");

    ApiAnswer scheduled = api.post("/v1/pickups", key, pickup).expect(201);
    ApiAnswer canceled =
        api.post(
                "/v1/pickups/" + scheduled.id() + "/cancel",
                RunningSandbox.fresh("cancel"),
                Bodies.object())
            .expect(200);

    assertThat(scheduled.at("/status")).isEqualTo("scheduled");
    assertThat(scheduled.at("/confirmation_number")).startsWith("0");
    assertThat(canceled.at("/status")).isEqualTo("canceled");
  }

  @Test
  void anErrorInsideASuccessIsANo() {
    ApiAnswer answer = api.post("/v1/shipments", key, booking("X0X 0X0")).expect(201);

    assertThat(answer.at("/status")).isEqualTo("failed");
    assertThat(answer.at("/error/code")).isEqualTo("1100214");
    assertThat(answer.at("/error/message")).isEqualTo("The receiver's postal code is not valid.");
  }

  @Test
  void aFaultOfItsValidationMeansThatNothingWasDone() {
    long before = effects().get("shipments");
    fault("\"refuse\": {\"reason\": \"invalid\", \"pointer\": \"/body\", \"detail\": \"No.\"}");

    ApiAnswer answer = api.post("/v1/shipments", key, booking("V5K 0A1"));

    assertThat(answer.at("/failure")).isEqualTo("invalid_request");
    assertThat(effects().get("shipments")).isEqualTo(before);
  }

  @Test
  void whatItAddsPasses() {
    fault(
        "\"drift\": [{\"at\": \"/Body/CreateShipmentResponse\", \"do\": \"add\", \"name\":"
            + " \"Points\", \"value\": {\"Now\": 7}}, {\"at\": \"/Header\", \"do\": \"add\","
            + " \"name\": \"Campaign\", \"value\": \"x\"}]");

    assertThat(api.post("/v1/shipments", key, booking("V5K 0A1")).expect(201).at("/status"))
        .isEqualTo("purchased");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Body/CreateShipmentResponse/ShipmentPIN | set | \"329\"",
        "/Body/CreateShipmentResponse/ResponseInformation | set | [{\"Errors\": {}}, {\"Errors\":"
            + " {}}]",
        "/Body/CreateShipmentResponse | remove | null",
      })
  void anotherShapeLeavesTheBookingInDoubtAndIsKept(String at, String change, String value) {
    fault(
        "\"drift\": [{\"at\": \"%s\", \"do\": \"%s\"%s}]"
            .formatted(at, change, change.equals("set") ? ", \"value\": " + value : ""));

    ApiAnswer answer = api.post("/v1/shipments", key, booking("V5K 0A1")).expect(502);

    assertThat(answer.at("/failure")).isEqualTo("contract_violation");
    assertThat(sandbox.store().violations(answer.at("/operation_id"))).isPositive();
  }

  @Test
  void noHeaderOfACallerChoosesTheOperation() {
    long voids = effects().get("voids");

    api.send(
            ApiRequest.post("/v1/shipments", booking("V5K 0A1"))
                .key(key)
                .header("operationName", "VoidShipment")
                .header("operationNamespace", "http://purolator.com/pws/service/v1")
                .header("CamelCxfOperationName", "VoidShipment")
                .header("SOAPAction", "\"http://purolator.com/pws/service/v1/VoidShipment\""))
        .expect(201);

    List<LoggedRequest> sent =
        sandbox
            .wireMock()
            .findAll(
                postRequestedFor(urlPathMatching(ENVELOPES)).withRequestBody(containing(reader)));
    assertThat(sent).hasSize(1);
    LoggedRequest request = sent.getFirst();
    assertThat(request.header("SOAPAction").values())
        .containsExactly("\"http://purolator.com/pws/service/v1/CreateShipment\"");
    assertThat(request.header("Content-Type").firstValue())
        .isEqualToIgnoringCase("text/xml; charset=utf-8");
    assertThat(request.header("Authorization").firstValue()).startsWith("Basic ");
    assertThat(request.getHeaders().keys())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("operation"));
    assertThat(request.getBodyAsString())
        .contains("<soap:Envelope")
        .contains("<RequestContext xmlns=\"http://purolator.com/pws/datatypes/v1\">");
    assertThat(effects().get("voids")).isEqualTo(voids);
  }

  private Map<String, Long> effects() {
    return sandbox.partners().effects("purolator");
  }

  private void fault(String rule) {
    String asked =
        "{\"partner\": \"purolator\", \"containing\": \"%s\", \"times\": 1, %s}"
            .formatted(reader, rule);
    URI faults =
        URI.create("http://127.0.0.1:%d/__admin/faults".formatted(sandbox.wireMock().port()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(faults).POST(BodyPublishers.ofString(asked)).build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode() / 100).isEqualTo(2);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("a fault can be switched on", e);
    }
  }

  private ObjectNode asked() {
    ObjectNode body = Bodies.rates(reader);
    body.set("ship_from", address("Dispatch", "L5N 0E1"));
    body.set("ship_to", address(reader, "V5K 0A1"));
    return body;
  }

  private ObjectNode booking(String postalCode) {
    ObjectNode body = asked();
    body.put("carrier", "purolator").put("service", "purolator_express");
    body.set("ship_to", address(reader, postalCode));
    body.putObject("label").put("format", "pdf").put("size", "4x6");
    return body;
  }

  private static ObjectNode address(String name, String postalCode) {
    ObjectNode address = Bodies.address(name);
    address.putArray("lines").add("585 Michigan Drive");
    return address
        .put("locality", "Vancouver")
        .put("region", "BC")
        .put("postal_code", postalCode)
        .put("country", "CA");
  }
}
