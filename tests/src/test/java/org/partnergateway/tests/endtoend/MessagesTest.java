package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.json.StrictJson;

/** What partners sent, looked at and applied again by people. */
@SharesSandbox
class MessagesTest {
  private static final String SUCCEEDED = "payment_intent.succeeded";

  private final RunningSandbox sandbox;
  private final Api api;
  private final Store store;
  private final String eventId = "evt_" + RunningSandbox.fresh("message");

  MessagesTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
    this.store = sandbox.store();
  }

  private byte[] captureOf(ApiAnswer payment) {
    return StrictJson.write(
        Webhooks.paymentEvent(eventId, SUCCEEDED, "succeeded", payment.json(), Instant.now()));
  }

  private void send(byte[] body, String fate) {
    api.send(Webhooks.signed(body)).expect(200);
    Await.until(
        "the message is " + fate, () -> store.fates(body), fates -> fates.equals(List.of(fate)));
  }

  /** A message that was never applied, since its id was taken: it would capture the payment. */
  private JsonNode conflicting(ApiAnswer payment) {
    ObjectNode first =
        Webhooks.paymentEvent(eventId, "customer.created", "x", Bodies.object(), Instant.now());
    send(StrictJson.write(first), "applied");
    send(captureOf(payment), "conflicting");
    return listed("conflicting", eventId);
  }

  private JsonNode listed(String status, String messageId) {
    return api.all("/v1/messages?partner=stripe&status=" + status).stream()
        .filter(message -> message.path("message_id").asText().equals(messageId))
        .findFirst()
        .orElseThrow();
  }

  private ApiAnswer replay(JsonNode message, String reason) {
    ObjectNode body = Bodies.object().put("dry_run", reason.isEmpty());
    if (!reason.isEmpty()) {
      body.put("reason", reason);
    }
    return api.post("/v1/messages/" + message.path("id").asText() + "/replay", null, body);
  }

  private String statusOf(ApiAnswer payment) {
    return api.get("/v1/payments/" + payment.id()).path("status").asText();
  }

  private List<JsonNode> captures(ApiAnswer payment) {
    return api.all("/v1/events?type=org.partnergateway.payment.updated.v1").stream()
        .filter(event -> event.path("subject").asText().equals(payment.id()))
        .filter(event -> event.at("/data/status").asText().equals("captured"))
        .toList();
  }

  @Test
  void aMessageIsShownWithItsBodyAndWithoutTheProofOfItsSender() {
    ApiAnswer payment = sandbox.authorized();
    JsonNode listed = conflicting(payment);

    JsonNode message = api.get("/v1/messages/" + listed.path("id").asText());

    assertThat(message.path("conflicting").asBoolean()).isTrue();
    assertThat(message.path("body_text").asText()).contains(payment.id(), SUCCEEDED);
    assertThat(message.path("conflicts_with").asText())
        .isEqualTo(listed("applied", eventId).path("id").asText());
    assertThat(message.path("headers").has("stripe-signature")).isFalse();
    assertThat(message.path("replays")).isEmpty();
  }

  @Test
  void aDryRunShowsWhatAReplayWouldChangeAndChangesNothing() {
    ApiAnswer payment = sandbox.authorized();
    JsonNode message = conflicting(payment);

    ApiAnswer shown = replay(message, "").expect(200);

    JsonNode change = shown.json().path("changes").path(0);
    assertThat(change.path("id").asText()).isEqualTo(payment.id());
    assertThat(change.path("differences"))
        .contains(
            Bodies.object()
                .put("pointer", "/status")
                .put("from", "authorized")
                .put("to", "captured"));
    assertThat(shown.json().path("events"))
        .extracting(event -> event.path("type").asText())
        .containsExactly("org.partnergateway.payment.updated.v1");
    assertThat(statusOf(payment)).isEqualTo("authorized");
    assertThat(captures(payment)).isEmpty();
    assertThat(listed("conflicting", eventId).path("attempts").asInt()).isZero();
  }

  @Test
  void aReplayAppliesTheMessageOnceAndSaysWhoWantedItAndWhy() {
    ApiAnswer payment = sandbox.authorized();
    JsonNode message = conflicting(payment);

    ApiAnswer done = replay(message, "the provider confirmed it").expect(200);
    ApiAnswer again = replay(message, "to be sure").expect(200);

    assertThat(done.json().path("dry_run").asBoolean()).isFalse();
    assertThat(done.json().path("changes")).hasSize(1);
    assertThat(again.json().path("changes")).as("the ledger has it").isEmpty();
    assertThat(statusOf(payment)).isEqualTo("captured");
    assertThat(captures(payment))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.path("replayof").asText()).isEqualTo(message.path("id").asText()));
    JsonNode now = api.get("/v1/messages/" + message.path("id").asText());
    assertThat(now.path("status").asText()).isEqualTo("applied");
    assertThat(now.path("replays"))
        .extracting(one -> one.path("caller").asText() + ": " + one.path("reason").asText())
        .containsExactly("sandbox: the provider confirmed it", "sandbox: to be sure");
  }

  @Test
  void aMessageThatStillCannotBeAppliedIsAnsweredWithItsReasonAndStaysAsItWas() {
    String number = "1ZA1B2C303" + Math.abs(eventId.hashCode() % 100_000_000);
    ObjectNode scan = Bodies.object().put("trackingNumber", number);
    scan.putObject("activityStatus").put("type", "I").put("code", "OT").put("description", "Said");
    byte[] body = StrictJson.write(scan);
    api.send(Webhooks.ups(body)).expect(200);
    Await.until("it waits", () -> store.fates(body), List.of("waiting")::equals);
    JsonNode message =
        api.all("/v1/messages?partner=ups&status=waiting").stream()
            .filter(one -> one.path("reason").asText().contains(number))
            .findFirst()
            .orElseThrow();

    for (String reason : List.of("", "try it")) {
      ApiAnswer refused = replay(message, reason).expect(422);
      assertThat(refused.at("/code")).isEqualTo("message_not_applicable");
      assertThat(refused.at("/detail")).contains("the ledger has no shipment", number);
    }
    JsonNode now = api.get("/v1/messages/" + message.path("id").asText());
    assertThat(now.path("status").asText()).isEqualTo("waiting");
    assertThat(now.path("replays")).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "msg_999999999 | {\"dry_run\": true}                    | 404 | not_found",
        "msg_0         | {\"dry_run\": true}                    | 400 | invalid_parameter",
        "msg_x         | {\"dry_run\": true}                    | 400 | invalid_parameter",
        "msg_1         | {}                                     | 422 | invalid_body",
        "msg_1         | {\"dry_run\": false}                   | 422 | invalid_body",
        "msg_1         | {\"dry_run\": false, \"reason\": \" \"} | 422 | invalid_body",
      })
  void whatCannotBeReplayedIsRefused(String id, String body, int status, String code) {
    ApiAnswer refused = api.send(ApiRequest.post("/v1/messages/" + id + "/replay", body));

    assertThat(refused.expect(status).at("/code")).isEqualTo(code);
  }

  @Test
  void aMessageThatComesAgainAfterItWasForgottenHasNoFurtherEffect() {
    ApiAnswer payment = sandbox.authorized();
    byte[] body = captureOf(payment);
    send(body, "applied");
    long version = api.get("/v1/payments/" + payment.id()).path("version").asLong();

    store.forgetMessages(eventId);
    send(body, "applied");

    assertThat(api.get("/v1/payments/" + payment.id()).path("version").asLong()).isEqualTo(version);
    assertThat(captures(payment)).hasSize(1);
  }

  @Test
  void whatAPersonHasToLookAtIsCounted() {
    conflicting(sandbox.authorized());

    Await.until(
        "it is counted", () -> sandbox.meters().messages("conflicting"), count -> count >= 1);
  }
}
