package org.partnergateway.adapters.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.time.ManualTime;
import org.partnergateway.adapters.transport.HttpRequest;

/** What partners see of who calls, for all that an adapter file can say about it. */
@Timeout(30)
class AuthenticationTest {
  private static final String FILE =
      """
      id: acme
      name: Acme
      kind: carrier
      base_url: https://api.acme.example/v2
      hosts: [api.acme.example]
      settings:
        crid: {description: A number.}
        permit: {description: Another, default: ""}
      credentials: [user, pass]
      %s
      operations:
        look: {contract: a.openapi.yaml, operation: look}
        book: {contract: a.openapi.yaml, operation: book, group: labels}
      """;

  private static final String BOTH =
      """
      auth: {scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret: pass}
      additional_tokens:
        - header: X-Payment-Token
          token_url: /payment-token
          request:
            roles:
              - {name: PAYER, crid: {setting: crid}, permit: {setting: permit}, secret: {credential: pass}}
          token: [/paymentToken]
          lifetime: 8h
          groups: [labels]
      """;

  private static final Vertx VERTX = Vertx.vertx();

  private final ManualTime time = new ManualTime();
  private final TokenPartner partner = new TokenPartner();

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  /** Of the token's request: its target, its Authorization and its body. Of the call: a header. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{scheme: basic, username: user, password: pass} | | | | Authorization=Basic bWU6cHNzc3Q=",
        "{scheme: api-key, header: X-Key, key: pass}, headers: {X-U: {credential: user}} | | | |"
            + " X-Key=pssst",
        "{scheme: api-key, header: X-Key, prefix: `key `, key: pass}, headers: {X-U: {credential:"
            + " user}} | | | | X-Key=key pssst",
        "{scheme: none}, headers: {Authorization: {basic: {username: user, password: pass}}} | | |"
            + " | Authorization=Basic bWU6cHNzc3Q=",
        "{scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret:"
            + " pass} | /v2/token | Basic bWU6cHNzc3Q= | grant_type=client_credentials |"
            + " Authorization=Bearer t1",
        "{scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret:"
            + " pass, client_authentication: body, scope: a b} | /v2/token | |"
            + " grant_type=client_credentials&scope=a+b&client_id=me&client_secret=pssst |"
            + " Authorization=Bearer t1",
        "{scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret:"
            + " pass, client_authentication: body, request: json} | /v2/token | |"
            + " {`grant_type`:`client_credentials`,`client_id`:`me`,`client_secret`:`pssst`} |"
            + " Authorization=Bearer t1",
        "{scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret:"
            + " pass, request: query} | /v2/token?grant_type=client_credentials | Basic"
            + " bWU6cHNzc3Q= | | Authorization=Bearer t1",
        "{scheme: oauth2-client-credentials, token_url: /token, client_id: user, client_secret:"
            + " pass, header: WM_SEC.ACCESS_TOKEN, token_headers: {WM_SVC.NAME: W}} | /v2/token |"
            + " Basic bWU6cHNzc3Q= | grant_type=client_credentials | WM_SEC.ACCESS_TOKEN=t1",
        "{scheme: oauth2-refresh-token, token_url: /token, client_id: user, client_secret: pass,"
            + " refresh_token: user, scope: s} | /v2/token | Basic bWU6cHNzc3Q= |"
            + " grant_type=refresh_token&refresh_token=me&scope=s | Authorization=Bearer t1",
      })
  void tellsWhoCallsAsTheSchemeSays(
      String auth, String target, String authorization, String body, String header) {
    String yaml = "auth: " + auth.replace('`', '"').replace("}, headers:", "}\nheaders:");
    PartnerClient client = client(yaml);
    assertThat(look(client)).isEqualTo("accepted");
    HttpRequest call = partner.calls("/v2/look").getFirst();
    String[] expected = header.split("=", 2);
    assertThat(call.headers().get(expected[0])).isEqualTo(expected[1]);
    if (target != null) {
      HttpRequest token = partner.calls(target).getFirst();
      assertThat(token.headers().get("Authorization")).isEqualTo(authorization);
      assertThat(new String(token.body(), UTF_8))
          .isEqualTo(body == null ? "" : body.replace('`', '"'));
    }
  }

  @Test
  void sendsTheTokenEndpointTheHeadersThatItWants() {
    look(
        client(
            """
            auth:
              scheme: oauth2-client-credentials
              token_url: /token
              client_id: user
              client_secret: pass
              token_headers: {WM_SVC.NAME: Walm, WM_QOS.CORRELATION_ID: {from: attempt_id}}
            """));
    HttpRequest token = partner.calls("/v2/token").getFirst();
    assertThat(token.headers().get("WM_SVC.NAME")).isEqualTo("Walm");
    assertThat(token.headers().get("WM_QOS.CORRELATION_ID")).matches("[0-9a-f-]{36}");
  }

  @Test
  void givesEachAttemptAnIdOfItsOwnAndAllOfThemTheReference() {
    PartnerClient client =
        client(
            """
            auth: {scheme: basic, username: user, password: pass}
            headers:
              X-Attempt: {from: attempt_id}
              X-Call: {from: reference}
              X-Crid: {setting: crid}
              X-Permit: {setting: permit}
            """);
    partner.refuse("/v2/look", 503);
    assertThat(look(client)).isEqualTo("accepted");
    List<HttpRequest> calls = partner.calls("/v2/look");
    assertThat(calls).hasSize(2);
    assertThat(calls).extracting(c -> c.headers().get("X-Attempt")).doesNotHaveDuplicates();
    assertThat(calls).extracting(c -> c.headers().get("X-Call")).containsOnly(reference(calls));
    assertThat(calls).extracting(c -> c.headers().get("X-Crid")).containsOnly("C7");
    assertThat(calls).noneMatch(c -> c.headers().contains("X-Permit"));
    look(client);
    assertThat(partner.calls("/v2/look"))
        .extracting(c -> c.headers().get("X-Call"))
        .containsOnlyOnce(partner.calls("/v2/look").getLast().headers().get("X-Call"));
    client.call(book("key-1"));
    assertThat(partner.calls("/v2/book").getFirst().headers().get("X-Call")).isEqualTo("key-1");
  }

  private static String reference(List<HttpRequest> calls) {
    return Objects.requireNonNull(calls.getFirst().headers().get("X-Call"));
  }

  @Test
  void fetchesTheTokenThatSomeOperationsNeedByTheOneThatAllHave() {
    PartnerClient client = client(BOTH);
    look(client);
    assertThat(partner.calls("/v2/payment-token")).isEmpty();
    assertThat(partner.calls("/v2/look").getFirst().headers().contains("X-Payment-Token"))
        .isFalse();
    assertThat(client.call(book(null)).word()).isEqualTo("accepted");
    HttpRequest asked = partner.calls("/v2/payment-token").getFirst();
    assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer t1");
    assertThat(new String(asked.body(), UTF_8))
        .isEqualTo("{\"roles\":[{\"name\":\"PAYER\",\"crid\":\"C7\",\"secret\":\"pssst\"}]}");
    HttpRequest book = partner.calls("/v2/book").getFirst();
    assertThat(book.headers().get("X-Payment-Token")).isEqualTo("t2");
    assertThat(book.headers().get("Authorization")).isEqualTo("Bearer t1");
  }

  @Test
  void keepsTheSecondTokenUntilItExpires() {
    PartnerClient client = client(BOTH);
    client.call(book(null));
    time.advance(Duration.ofHours(8).minusMinutes(2));
    client.call(book(null));
    assertThat(partner.calls("/v2/payment-token")).hasSize(1);
    time.advance(Duration.ofMinutes(2));
    client.call(book(null));
    assertThat(partner.calls("/v2/payment-token")).hasSize(2);
  }

  @Test
  void fetchesEachTokenOnceForSixtyFourCallersAndOnceMoreWhenBothAreRefused() throws Exception {
    PartnerClient client = client(BOTH);
    assertThat(together(64, () -> client.call(book(null)).word())).containsOnly("accepted");
    assertThat(partner.calls("/v2/token")).hasSize(1);
    assertThat(partner.calls("/v2/payment-token")).hasSize(1);
    partner.forget();
    assertThat(together(64, () -> client.call(book(null)).word())).containsOnly("accepted");
    assertThat(partner.calls("/v2/token")).hasSize(2);
    assertThat(partner.calls("/v2/payment-token")).hasSize(2);
  }

  @Test
  void renewsTheFirstTokenWhereTheSecondIsFetchedByIt() {
    PartnerClient client = client(BOTH);
    look(client);
    partner.forget();
    assertThat(client.call(book(null)).word()).isEqualTo("accepted");
    assertThat(partner.calls("/v2/token")).hasSize(2);
    assertThat(partner.calls("/v2/payment-token")).hasSize(2);
  }

  @Test
  void sendsNothingWithoutTheSecondToken() {
    PartnerClient client = client(BOTH);
    partner.refuse("/v2/payment-token", 403);
    partner.refuse("/v2/payment-token", 403);
    PartnerOutcome outcome = client.call(book(null));
    assertThat(outcome.word()).isEqualTo("unauthorized");
    assertThat(partner.calls("/v2/book")).isEmpty();
  }

  private PartnerClient client(String auth) {
    return new PartnerClients(VERTX, new SimpleMeterRegistry(), time)
        .client(
            AdapterFiles.partner(
                "acme",
                FILE.formatted(auth.stripTrailing()),
                new PartnerSettings(
                    Optional.empty(), Map.of("user", "me", "pass", "pssst"), Map.of("crid", "C7"))),
            partner);
  }

  private String look(PartnerClient client) {
    return client.call(PartnerCall.get("look", "/look", time.in(Duration.ofSeconds(30)))).word();
  }

  private PartnerCall book(String key) {
    return new PartnerCall(
        "book",
        "POST",
        "/book",
        Map.of(),
        "{}".getBytes(UTF_8),
        "application/json",
        Effect.WRITE,
        key,
        null,
        time.in(Duration.ofSeconds(30)),
        AnswerReader.JSON);
  }

  private static List<String> together(int callers, Callable<String> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(callers);
    List<String> words = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      for (Future<String> future : futures) {
        words.add(future.get());
      }
    }
    return words;
  }
}
