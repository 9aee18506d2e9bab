package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person finds out counts as if the partner had said it. */
@SharesSandbox
class ResolutionTest {
  private static final String SHIP = "/ups/api/shipments/.*";
  private static final String NUMBER = "1Z9999990300000017";

  private final RunningSandbox sandbox;
  private final Api api;
  private final Faults faults;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");

  ResolutionTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.faults = new Faults(sandbox);
  }

  @AfterEach
  void mend() {
    faults.mend();
    sandbox.settle();
  }

  /** A booking in doubt, parked. */
  private String parked() {
    faults.always(SHIP, reader, aResponse().withStatus(500));
    String id = book().expect(504).at("/operation_id");
    faults.mend();
    sandbox.store().park(id);
    return id;
  }

  private ApiAnswer book() {
    return api.post("/v1/shipments", key, Bodies.booking(reader));
  }

  private ApiAnswer resolve(String id, String outcome, String number) {
    ObjectNode body = Bodies.object().put("outcome", outcome).put("reason", "Seen in its history");
    if (number != null) {
      body.putObject("result").put("tracking_number", number);
    }
    return api.post("/v1/operations/" + id + "/resolution", null, body);
  }

  @Test
  void aBookingThatWasMadeIsPurchasedAndItsKeyAnswersSo() {
    String id = parked();
    String number = RunningSandbox.freshTrackingNumber();

    ApiAnswer operation = resolve(id, "succeeded", number).expect(200);

    assertThat(operation.at("/status")).isEqualTo("succeeded");
    assertThat(operation.at("/resolution/resolved_by")).isEqualTo("sandbox");
    assertThat(operation.at("/resolution/reason")).isEqualTo("Seen in its history");
    ApiAnswer replayed = book().expect(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.at("/status")).isEqualTo("purchased");
    assertThat(replayed.at("/tracking_number")).isEqualTo(number);
    assertThat(replayed.at("/parcels/0/tracking_number")).isEqualTo(number);
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
    assertThat(api.all("/v1/events"))
        .filteredOn(event -> event.path("subject").asText().equals(id))
        .last()
        .satisfies(
            event ->
                assertThat(event.at("/data/resolution/outcome").asText()).isEqualTo("succeeded"));
  }

  @Test
  void theSameWordTwiceIsOneAndAnotherComesTooLate() {
    String id = parked();
    ApiAnswer first = resolve(id, "failed", null).expect(200);

    assertThat(resolve(id, "failed", null).expect(200).json()).isEqualTo(first.json());

    ApiAnswer late = resolve(id, "succeeded", NUMBER).expect(409);
    assertThat(late.at("/code")).isEqualTo("state_conflict");
  }

  @Test
  void aBookingThatWasNotMadeHasFailedAndARepeatDoesNotMakeIt() {
    String id = parked();

    resolve(id, "failed", null).expect(200);

    ApiAnswer replayed = book().expect(503);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.at("/detail")).contains("Seen in its history", "new key");
    JsonNode operation = api.get("/v1/operations/" + id);
    assertThat(operation.path("status").asText()).isEqualTo("failed");
    assertThat(api.get(operation.at("/resource/href").asText()).path("status").asText())
        .isEqualTo("failed");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  @Test
  void aBookingIsNotPurchasedWithoutItsNumber() {
    String id = parked();

    ApiAnswer refused = resolve(id, "succeeded", null).expect(422);

    assertThat(refused.at("/detail")).contains("result.tracking_number");
    assertThat(api.get("/v1/operations/" + id).path("status").asText())
        .isEqualTo("outcome_unknown");
  }

  @Test
  void aReasonIsNeeded() {
    String id = parked();

    api.post("/v1/operations/" + id + "/resolution", null, Bodies.object().put("outcome", "failed"))
        .expect(422);
  }

  @Test
  void itCanBeLookedUpAgain() {
    String id = parked();

    resolve(id, "look_up_again", null).expect(200);

    Await.until(
        "it was looked up",
        () -> api.get("/v1/operations/" + id).at("/problem/detail").asText(),
        detail -> detail.contains("knew nothing by our reference"));
  }

  @Test
  void aCaptureThatWasNotMadeLeavesThePaymentAuthorized() {
    String payment = sandbox.authorized().id();
    String path = "/v1/payments/" + payment + "/capture";
    faults.always("/stripe" + capturePath(payment), "", aResponse().withStatus(500));
    String id = api.post(path, key, Bodies.object()).expect(504).at("/operation_id");
    faults.mend();
    sandbox.store().park(id);

    resolve(id, "failed", null).expect(200);

    assertThat(api.get("/v1/payments/" + payment).path("status").asText()).isEqualTo("authorized");
    ApiAnswer captured = api.post(path, RunningSandbox.fresh("key"), Bodies.object()).expect(200);
    assertThat(captured.at("/status")).isEqualTo("captured");
  }

  private String capturePath(String payment) {
    for (JsonNode reference : api.get("/v1/payments/" + payment).path("partner_refs")) {
      if (reference.path("type").asText().equals("payment_intent")) {
        return "/v1/payment_intents/" + reference.path("value").asText() + "/capture";
      }
    }
    throw new AssertionError("the payment has no intent");
  }

  @Test
  void whatHasEndedIsNotResolved() {
    ApiAnswer booked = sandbox.booked();
    String id =
        api.all("/v1/operations?status=succeeded").stream()
            .filter(one -> one.at("/resource/id").asText().equals(booked.id()))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();

    resolve(id, "failed", null).expect(409);
    resolve("op_" + "0".repeat(26), "failed", null).expect(404);
  }
}
