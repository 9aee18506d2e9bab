package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write that was sent and not answered: looked up, repeated as it was, or left to a person. */
@SharesSandbox
class DoubtTest {
  private static final String SHIP = "/ups/api/shipments/.*";
  private static final String INTENTS = "/stripe/v1/payment_intents";

  private final RunningSandbox sandbox;
  private final Api api;
  private final Faults faults;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");

  DoubtTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.faults = new Faults(sandbox);
  }

  @AfterEach
  void mend() {
    faults.mend();
    sandbox.settle();
  }

  @Test
  void aBookingThatTheCarrierMadeAllTheSameIsFoundByOurReference() throws Exception {
    long before = sandbox.effects().get("ups shipments");
    faults.always(SHIP, reader, aResponse().withStatus(500));
    ApiAnswer unknown = book().expect(504);
    LoggedRequest sent = faults.arrived(SHIP, reader).getFirst();
    faults.mend();
    theCarrierDoesItAllTheSame(sent);
    sandbox.store().dueNowAfter(unknown.at("/operation_id"), 1);

    JsonNode operation = awaitStatus(unknown.at("/operation_id"), "succeeded");

    assertThat(sandbox.effects().get("ups shipments")).isEqualTo(before + 1);
    assertThat(faults.arrived(SHIP, reader)).as("ours, and the one by hand").hasSize(2);
    assertThat(operation.path("attempts").asInt()).isEqualTo(1);
    ApiAnswer replayed = book().expect(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.at("/status")).isEqualTo("purchased");
    assertThat(replayed.json().has("charges")).as("a recovered label tells no price").isFalse();
    String label = api.send(ApiRequest.get(replayed.header("Location") + "/label")).text();
    assertThat(label).startsWith("^XA").contains(replayed.at("/tracking_number"));
  }

  @Test
  void aBookingThatTheCarrierDoesNotKnowIsLookedForAgainAndNeverSentAgain() {
    faults.always(SHIP, reader, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    String id = book().expect(504).at("/operation_id");
    faults.mend();
    sandbox.store().dueNowAfter(id, 1);

    JsonNode looked =
        Await.until(
            "it was looked up once",
            () -> api.get("/v1/operations/" + id),
            now -> now.at("/problem/detail").asText().contains("knew nothing by our reference"));

    assertThat(looked.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(looked.has("next_attempt_at")).as("absence so soon says nothing").isTrue();
    assertThat(faults.arrived(SHIP, reader)).hasSize(1);
  }

  @Test
  void whenNoLookUpIsLeftAPersonIsAsked() {
    faults.always(SHIP, reader, aResponse().withStatus(503));
    String id = book().expect(504).at("/operation_id");
    faults.mend();

    // As if all but the last look had been made over the last half hour.
    sandbox.store().dueNowAfter(id, 5);

    JsonNode parked =
        Await.until(
            "it is parked",
            () -> api.get("/v1/operations/" + id),
            now ->
                !now.has("next_attempt_at")
                    && now.at("/problem/detail").asText().contains("knew nothing"));
    assertThat(parked.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(api.all("/v1/operations?status=outcome_unknown"))
        .extracting(operation -> operation.path("id").asText())
        .contains(id);
    assertThat(faults.arrived(SHIP, reader)).hasSize(1);
  }

  @Test
  void aPaymentIsRepeatedByteForByteUnderItsKeyUntilItIsAnswered() {
    String payer = RunningSandbox.fresh("payment");
    long before = sandbox.effects().get("stripe authorizations");
    faults.always(INTENTS, payer, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    JsonNode body = Bodies.payment(sandbox.anyOrder(), Bodies.GOOD_CARD, payer);
    String id = api.post("/v1/payments", key, body).expect(504).at("/operation_id");
    // As if today's mapping made something else of it.
    sandbox.store().changeRequest(id, payer, payer + "-changed");
    faults.mend();
    sandbox.store().dueNowAfter(id, 1);

    awaitStatus(id, "succeeded");

    List<LoggedRequest> arrived = faults.arrived(INTENTS, payer);
    assertThat(arrived).hasSizeBetween(2, 4);
    assertThat(arrived)
        .extracting(LoggedRequest::getBodyAsString)
        .containsOnly(arrived.getFirst().getBodyAsString());
    assertThat(arrived)
        .extracting(one -> one.getHeader("Idempotency-Key"))
        .containsOnly(arrived.getFirst().getHeader("Idempotency-Key"));
    assertThat(sandbox.effects().get("stripe authorizations")).isEqualTo(before + 1);
    ApiAnswer replayed = api.post("/v1/payments", key, body).expect(201);
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(replayed.at("/status")).isEqualTo("authorized");
  }

  @Test
  void aRefusalOfARepeatDoesNotEndTheDoubtAboutWhatWentBefore() {
    String payer = RunningSandbox.fresh("payment");
    faults.always(INTENTS, payer, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    String id =
        api.post("/v1/payments", key, Bodies.payment(sandbox.anyOrder(), Bodies.GOOD_CARD, payer))
            .expect(504)
            .at("/operation_id");
    faults.mend();
    faults.always(INTENTS, payer, Faults.json(400, "{\"error\": {\"type\": \"invalid\"}}"));
    sandbox.store().dueNowAfter(id, 1);

    JsonNode still =
        Await.until(
            "the repeat was refused",
            () -> api.get("/v1/operations/" + id),
            now ->
                now.at("/problem/detail").asText().contains("An earlier attempt may have arrived"));

    assertThat(still.path("status").asText()).isEqualTo("outcome_unknown");
  }

  @Test
  void aFailureThatTheProviderKeepsUnderTheKeyIsNotAskedForForEver() {
    String payer = RunningSandbox.fresh("payment");
    String broken = "{\"error\": {\"type\": \"api_error\", \"message\": \"Sorry\"}}";
    faults.firstThen(
        INTENTS,
        payer,
        Faults.json(500, broken),
        Faults.json(500, broken).withHeader("Idempotent-Replayed", "true"));

    ApiAnswer answer =
        api.post("/v1/payments", key, Bodies.payment(sandbox.anyOrder(), Bodies.GOOD_CARD, payer))
            .expect(504);

    assertThat(faults.arrived(INTENTS, payer)).hasSize(2);
    JsonNode parked = api.get("/v1/operations/" + answer.at("/operation_id"));
    assertThat(parked.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(parked.has("next_attempt_at")).isFalse();
  }

  @Test
  void pastTheLifeOfItsKeyAPaymentIsNotRepeated() {
    String payer = RunningSandbox.fresh("payment");
    faults.always(INTENTS, payer, aResponse().withFault(Fault.EMPTY_RESPONSE));
    String id =
        api.post("/v1/payments", key, Bodies.payment(sandbox.anyOrder(), Bodies.GOOD_CARD, payer))
            .expect(504)
            .at("/operation_id");
    sandbox.store().sentHoursAgo(id, 24);
    int before = faults.arrived(INTENTS, payer).size();
    sandbox.store().dueNowAfter(id, 1);

    JsonNode parked =
        Await.until(
            "it is parked",
            () -> api.get("/v1/operations/" + id),
            now ->
                !now.has("next_attempt_at")
                    && now.at("/problem/detail").asText().contains("A person"));

    assertThat(parked.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(faults.arrived(INTENTS, payer)).hasSize(before);
  }

  private ApiAnswer book() {
    return api.post("/v1/shipments", key, Bodies.booking(reader));
  }

  private JsonNode awaitStatus(String id, String status) {
    return Await.until(
        "operation %s is %s".formatted(id, status),
        () -> api.get("/v1/operations/" + id),
        now -> now.path("status").asText().equals(status));
  }

  /** Its answer was lost, and its work was not. */
  private void theCarrierDoesItAllTheSame(LoggedRequest sent)
      throws IOException, InterruptedException {
    HttpRequest again =
        HttpRequest.newBuilder(
                URI.create(sandbox.partners().server().url("ups")).resolve(sent.getUrl()))
            .header("Authorization", sent.getHeader("Authorization"))
            .header("Content-Type", "application/json")
            .header("transId", sent.getHeader("transId"))
            .header("transactionSrc", sent.getHeader("transactionSrc"))
            .POST(BodyPublishers.ofByteArray(sent.getBody()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(again, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }
}
