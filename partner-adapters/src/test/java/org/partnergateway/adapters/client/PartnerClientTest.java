package org.partnergateway.adapters.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.client.PartnerOutcome.Failed;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.ManualTime;
import org.partnergateway.adapters.transport.HttpRequest;

class PartnerClientTest {
  private static final String FILE =
      """
      id: acme
      name: Acme
      kind: payment
      base_url: https://api.acme.example/v2
      hosts: [api.acme.example]
      credentials: [key]
      auth: {scheme: bearer, token: key}
      headers: {Accept: application/json, Acme-Version: "7"}
      errors:
        code: [/code]
        message: [/message]
        rules:
          - {status: 402, failure: declined, category: card_declined}
          - {status: 409, codes: [busy], failure: outcome_unknown}
      operations:
        read: {contract: a.openapi.yaml, operation: read}
        plain: {contract: a.openapi.yaml, operation: plain}
        keyed: {contract: a.openapi.yaml, operation: keyed, idempotency: {header: Idempotency-Key}}
        told:
          contract: a.openapi.yaml
          operation: told
          policy: {rate_limit: {permits: 1, per: 1s, burst: 3}, learn: {rate_header: X-Rate}}
        natural: {contract: a.openapi.yaml, operation: natural, idempotency: {natural: true}}
        marked:
          contract: a.openapi.yaml
          operation: marked
          idempotency: {header: Idempotency-Key, replay_header: Acme-Replayed}
      """;

  private static final Vertx VERTX = Vertx.vertx();

  private final ManualTime time = new ManualTime();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final PartnerClient client =
      new PartnerClients(VERTX, meters, time)
          .client(
              AdapterFiles.partner(
                  "acme",
                  FILE,
                  new PartnerSettings(Optional.empty(), Map.of("key", "sk_1"), Map.of())),
              transport);

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  /** One failure before a success: is there a second request? */
  @ParameterizedTest(name = "{0} after {1}: {2} requests, {3}")
  @CsvSource({
    "read,    503,         2, accepted",
    "read,    cut,         2, accepted",
    "read,    timeout,     2, accepted",
    "read,    refused,     2, accepted",
    "read,    429,         2, accepted",
    "read,    404,         1, invalid_request",
    "read,    402,         1, declined",
    "read,    302,         1, contract_violation",
    "read,    too large,   1, contract_violation",
    "read,    401,         1, unauthorized",
    "plain,   503,         1, outcome_unknown",
    "plain,   cut,         1, outcome_unknown",
    "plain,   timeout,     1, outcome_unknown",
    "plain,   too large,   1, outcome_unknown",
    "plain,   refused,     2, accepted",
    "plain,   429,         2, accepted",
    "plain,   400,         1, invalid_request",
    "plain,   402,         1, declined",
    "plain,   not allowed, 1, invalid_request",
    "keyed,   503,         2, accepted",
    "keyed,   cut,         2, accepted",
    "keyed,   timeout,     2, accepted",
    "keyed,   refused,     2, accepted",
    "keyed,   402,         1, declined",
    "natural, cut,         2, accepted",
  })
  void repeatsWhatDoesNoHarmAndNothingElse(
      String operation, String first, int requests, String outcome) {
    transport.says(first, "200 {}");
    assertThat(call(operation).word()).isEqualTo(outcome);
    assertThat(transport.requests).hasSize(requests);
  }

  /** A write that may have arrived stays in doubt until there is a real answer. */
  @ParameterizedTest(name = "{0}, then {1}: {2}")
  @CsvSource({
    "cut, refused, outcome_unknown",
    "cut, 429, outcome_unknown",
    "cut, 400, outcome_unknown",
    "cut, 401, outcome_unknown",
    "cut, 302, outcome_unknown",
    "timeout, cut, outcome_unknown",
    "cut, 402, declined",
    "cut, 200 {}, accepted",
    "refused, 400, invalid_request",
  })
  void staysInDoubtUntilThePartnerReallyAnswers(String first, String then, String outcome) {
    transport.says(first, then);
    assertThat(call("keyed").word()).isEqualTo(outcome);
  }

  @Test
  void repeatsTheIdenticalRequestUnderTheSameKey() {
    transport.says("cut", "timeout", "200 {}");
    assertThat(call("keyed").attempts()).isEqualTo(3);
    assertThat(transport.requests)
        .extracting(
            r -> r.headers().get("Idempotency-Key"), HttpRequest::target, r -> text(r.body()))
        .containsOnly(org.assertj.core.groups.Tuple.tuple("key-1", "/v2/do?x=1", "{\"a\":1}"));
  }

  /** What the partner has kept under the key it gives again, however often it is asked. */
  @Test
  void asksNoMoreOnceThePartnerGivesAKeptFailureAgain() {
    transport.says("500", "500 replayed");
    assertThat(call("marked").word()).isEqualTo("outcome_unknown");
    assertThat(transport.requests).hasSize(2);
  }

  @Test
  void doesNotTrustAHeaderWithoutAKey() {
    transport.says("cut", "200 {}");
    assertThat(client.call(write("keyed", null, 30)).word()).isEqualTo("outcome_unknown");
    assertThat(transport.requests).hasSize(1);
  }

  @Test
  void putsTheRequestTogether() {
    transport.says("200 {}");
    call("keyed");
    HttpRequest request = transport.requests.getFirst();
    assertThat(request.origin().toString()).isEqualTo("https://api.acme.example:443");
    assertThat(request.headers().get("authorization")).isEqualTo("Bearer sk_1");
    assertThat(request.headers().get("accept")).isEqualTo("text/x-own");
    assertThat(request.headers().get("acme-version")).isEqualTo("7");
    assertThat(request.headers().get("content-type")).isEqualTo("application/json");
    assertThat(request.headers().get("traceparent")).isEqualTo("00-1-2-01");
  }

  @ParameterizedTest
  @CsvSource({"Host, evil", "Transfer-Encoding, chunked", "X-A, 'a\r\nX-B: b'", "'X A', a"})
  void refusesHeadersThatCouldEndTheRequest(String name, String value) {
    transport.says("200 {}");
    PartnerCall call =
        new PartnerCall(
            "read",
            "GET",
            "/",
            Map.of(name, value),
            new byte[0],
            null,
            Effect.READ,
            null,
            null,
            time.in(Duration.ofSeconds(30)),
            AnswerReader.JSON);
    assertThat(client.call(call).word()).isEqualTo("invalid_request");
    assertThat(transport.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"do", "", "/..", "/a/%2e%2E/b?x=1", "/a b"})
  void refusesTargetsThatLeadElsewhere(String target) {
    transport.says("200 {}");
    PartnerCall call = PartnerCall.get("read", target, time.in(Duration.ofSeconds(30)));
    assertThat(client.call(call).word()).isEqualTo("invalid_request");
    assertThat(transport.requests).isEmpty();
  }

  @Test
  void tellsWhatThePartnerSaid() {
    transport.says("400 {\"code\":\"E7\",\"message\":\"No,thanks\"}");
    Failed failed = (Failed) call("plain");
    assertThat(failed.error()).isEqualTo(new PartnerError("E7", "No,thanks", null));
    assertThat(failed.detail()).isEqualTo("The partner answered 400, code E7: No,thanks");
    assertThat(failed.answer()).isNotNull();
  }

  @Test
  void givesADeclineAsAnAnswerWithItsReason() throws Exception {
    transport.says("402 {\"code\":\"poor\"}");
    Answered answered = (Answered) call("plain");
    assertThat(answered.declined()).isTrue();
    assertThat(answered.error()).isEqualTo(new PartnerError("poor", null, "card_declined"));
    assertThat(answered.answer().tree()).hasToString("{\"code\":\"poor\"}");
  }

  @Test
  void saysWhereAnAnswerCannotBeRead() {
    transport.says("200 {\"a\":1}x");
    Answered answered = (Answered) call("read");
    assertThatThrownBy(() -> answered.answer().tree())
        .isInstanceOf(UnreadableAnswerException.class)
        .hasMessageContaining("line 1");
    assertThat(text(answered.answer().body())).isEqualTo("{\"a\":1}x");
  }

  @Test
  void waitsAsLongAsThePartnerAsks() {
    transport.says("429 retry-after:7", "200 {}");
    assertThat(call("plain").word()).isEqualTo("accepted");
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void givesUpAtOnceWhenThePartnerAsksForLongerThanThereIs() {
    transport.says("503 retry-after:31", "200 {}");
    Failed failed = (Failed) call("read");
    assertThat(failed.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(31));
    assertThat(time.sleeps()).isEmpty();
    assertThat(call("plain").attempts()).isZero();
  }

  @Test
  void keepsToTheRateThatItsPartnerTells() {
    transport.says("200 x-rate:0.1 {}");
    for (int i = 0; i < 3; i++) {
      assertThat(call("told").word()).isEqualTo("accepted");
    }
    // The first two come within the burst; the third at the pace that was told.
    assertThat(time.elapsed().toMillis()).isEqualTo(10_100);
    assertThat(meters.get("gateway.partner.limiter.learned").tag("limit", "told").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void callsNobodyUntilTheQuotaOfItsPartnerIsReset() {
    transport.says("200 ratelimit:\"a\";r=0;t=12 {}", "200 {}");
    assertThat(call("read").word()).isEqualTo("accepted");
    assertThat(call("read").word()).isEqualTo("accepted");
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(12));
  }

  /** A partner that is broken for good: of a hundred calls, ten are repeated, and no more. */
  @Test
  void repeatsNoMoreThanATenthOfThePartnersCallsBeyondTheFirstTen() {
    transport.says("429");
    for (int i = 0; i < 300; i++) {
      call("read");
    }
    assertThat(transport.requests).hasSizeBetween(300 + 10 + 29, 300 + 10 + 30);
  }

  @Test
  void waitsForAnAnswerUntilTheDeadlineOrTheTimeoutWhicheverIsSooner() {
    transport.says("200 {}");
    client.call(write("plain", null, 30));
    client.call(write("plain", null, 4));
    assertThat(transport.timeouts).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(4));
  }

  @Test
  void callsNobodyAfterTheDeadline() {
    transport.says("200 {}");
    assertThat(client.call(write("plain", null, 0)).word()).isEqualTo("unavailable");
    assertThat(transport.requests).isEmpty();
  }

  @Test
  void opensTheBreakerAfterFiveFailuresInARowAndAnswersAtOnce() {
    transport.says("cut");
    for (int i = 0; i < 5; i++) {
      assertThat(call("plain").word()).isEqualTo("outcome_unknown");
    }
    Failed failed = (Failed) call("plain");
    assertThat(failed.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(failed.attempts()).isZero();
    assertThat(transport.requests).hasSize(5);
    assertThat(meters.get("gateway.partner.breaker.state").gauge().value()).isEqualTo(2);

    Deadline soon = time.in(Duration.ofSeconds(1));
    PartnerOutcome.Failed heldBack = client.heldBack("plain", Lane.INTERACTIVE, soon);
    assertThat(heldBack).as("told before anything is made ready").isNotNull();
    assertThat(heldBack.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(client.heldBack("no-such", Lane.INTERACTIVE, soon)).isNull();
  }

  @Test
  void neverOpensTheBreakerForDeclinesOrOurOwnBadRequests() {
    transport.says("402");
    for (int i = 0; i < 30; i++) {
      call("plain");
    }
    transport.says("400");
    for (int i = 0; i < 30; i++) {
      call("plain");
    }
    assertThat(transport.requests).hasSize(60);
    assertThat(meters.get("gateway.partner.breaker.state").gauge().value()).isZero();
  }

  @Test
  void countsCallsByOutcomeAndRepeats() {
    transport.says("503", "200 {}");
    call("read");
    assertThat(
            meters
                .get("gateway.partner.calls")
                .tags("partner", "acme", "operation", "read", "outcome", "accepted")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(meters.get("gateway.partner.retries").tag("operation", "read").counter().count())
        .isEqualTo(1);
  }

  @Test
  void keepsItsConnectionsUntilItIsClosed() {
    transport.says("200 {}");
    client.close();
    client.close();
    assertThat(transport.closed).isTrue();
    assertThat(call("read").word()).isEqualTo("unavailable");
  }

  @Test
  void knowsOnlyTheOperationsOfItsFile() {
    assertThatThrownBy(() -> call("dance")).hasMessage("Partner acme has no operation dance");
  }

  private PartnerOutcome call(String operation) {
    return client.call(
        operation.equals("read")
            ? PartnerCall.get("read", "/look", time.in(Duration.ofSeconds(30)))
            : write(operation, "key-1", 30));
  }

  private PartnerCall write(String operation, @Nullable String key, int seconds) {
    return new PartnerCall(
        operation,
        "POST",
        "/do?x=1",
        Map.of("accept", "text/x-own"),
        "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
        "application/json",
        Effect.WRITE,
        key,
        "00-1-2-01",
        time.in(Duration.ofSeconds(seconds)),
        AnswerReader.JSON);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
