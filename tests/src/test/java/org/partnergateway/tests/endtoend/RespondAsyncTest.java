package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who doesn't wait has the gateway go on trying, and at the end a dead letter. */
@SharesSandbox
class RespondAsyncTest {
  private static final String SHIP = "/ups/api/shipments/.*";
  private static final String BUSY =
      "{\"response\":{\"errors\":[{\"code\":\"10429\",\"message\":\"Too Many Requests\"}]}}";
  private static final String BLOCKED =
      "{\"response\":{\"errors\":[{\"code\":\"250003\",\"message\":\"Blocked\"}]}}";

  private final RunningSandbox sandbox;
  private final Api api;
  private final Faults faults;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");

  RespondAsyncTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.faults = new Faults(sandbox);
  }

  @AfterEach
  void mend() {
    faults.mend();
    sandbox.settle();
  }

  private ApiAnswer book() {
    return api.send(
        ApiRequest.post("/v1/shipments", Bodies.booking(reader))
            .key(key)
            .header("Prefer", "respond-async"));
  }

  private JsonNode await(String id, String status) {
    return Await.until(
        "operation %s is %s".formatted(id, status),
        () -> api.get("/v1/operations/" + id),
        now -> now.path("status").asText().equals(status));
  }

  @Test
  void aQueuedBookingWaitsOutTheCarriersLimitAndIsMadeOnce() {
    long before = sandbox.effects().get("ups shipments");
    faults.always(SHIP, reader, Faults.json(429, BUSY));

    ApiAnswer accepted = book().expect(202);

    assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
    String id = accepted.id();
    JsonNode putOff =
        Await.until(
            "it is put off",
            () -> api.get("/v1/operations/" + id),
            now -> now.has("next_attempt_at"));
    assertThat(putOff.path("attempts").asInt()).isEqualTo(1);
    assertThat(putOff.path("status").asText()).isEqualTo("queued");
    assertThat(putOff.path("failure").asText()).isEqualTo("rate_limited");
    assertThat(api.get(putOff.at("/resource/href").asText()).path("status").asText())
        .isEqualTo("purchasing");
    assertThat(book().expect(409).at("/code")).isEqualTo("idempotency_key_in_flight");
    faults.mend();
    sandbox.store().dueNowAfter(id, 1);

    await(id, "succeeded");

    assertThat(sandbox.effects().get("ups shipments")).isEqualTo(before + 1);
    assertThat(book().expect(201).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void atTheEndOfItsScheduleItIsADeadLetterAndItsCallerMayStillRepeatIt() {
    faults.always(SHIP, reader, Faults.json(429, BUSY));
    String id = book().expect(202).id();
    Await.until(
        "it is put off", () -> api.get("/v1/operations/" + id), now -> now.has("next_attempt_at"));

    // As if all pauses but the last had been made over the last hours.
    sandbox.store().dueNowAfter(id, 5);

    JsonNode dead = await(id, "dead_letter");
    assertThat(dead.path("failure").asText()).isEqualTo("rate_limited");
    assertThat(api.get(dead.at("/resource/href").asText()).path("status").asText())
        .isEqualTo("failed");
    assertThat(api.all("/v1/operations?status=dead_letter"))
        .extracting(operation -> operation.path("id").asText())
        .contains(id);
    faults.mend();
    book().expect(202);
    await(id, "succeeded");
  }

  @Test
  void aDeadLetterIsShownAsItWouldBeSentTodayAndThenReplayed() {
    long before = sandbox.effects().get("ups shipments");
    faults.always(SHIP, reader, Faults.json(403, BLOCKED));
    String id = book().expect(202).id();
    await(id, "dead_letter");
    int arrived = sandbox.arrivals().bookings(reader);

    ApiAnswer preview = replay(id, true).expect(200);

    assertThat(preview.json().path("differences")).isEmpty();
    assertThat(preview.at("/request/target")).startsWith("/api/shipments/");
    assertThat(preview.json().at("/sent/body")).isEqualTo(preview.json().at("/request/body"));
    assertThat(preview.text()).contains(reader).doesNotContain("Bearer");
    sandbox.store().changeRequest(id, "ups_ground", "ups_2nd_day_air");
    JsonNode differences = replay(id, true).expect(200).json().path("differences");
    assertThat(differences)
        .extracting(one -> one.path("pointer").asText())
        .contains("/body/ShipmentRequest/Shipment/Service/Code");
    assertThat(sandbox.arrivals().bookings(reader)).as("nothing is sent").isEqualTo(arrived);
    faults.mend();

    replay(id, false).expect(202);

    JsonNode done = await(id, "succeeded");
    assertThat(done.at("/resolution/outcome").asText()).isEqualTo("replayed");
    assertThat(done.at("/resolution/resolved_by").asText()).isEqualTo("sandbox");
    assertThat(sandbox.effects().get("ups shipments")).isEqualTo(before + 1);
    replay(id, false).expect(409);
    replay(id, true).expect(409);
    assertThat(sandbox.effects().get("ups shipments")).isEqualTo(before + 1);
  }

  @Test
  void whatMayHaveTakenEffectIsNeverReplayed() {
    faults.always(SHIP, reader, Faults.json(500, "{}"));
    String id =
        api.post("/v1/shipments", key, Bodies.booking(reader)).expect(504).at("/operation_id");

    assertThat(replay(id, false).expect(409).at("/detail")).contains("Only a dead letter");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  private ApiAnswer replay(String id, boolean dry) {
    ObjectNode body = Bodies.object().put("dry_run", dry);
    return api.post("/v1/operations/" + id + "/replay", null, body);
  }
}
