package org.partnergateway.adapters.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.partnergateway.adapters.client.PartnerOutcome.Failed;
import org.partnergateway.adapters.definition.AdapterFiles;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.transport.FarEnd;

/** The whole way over a real network, to a partner that counts what arrives. */
@Timeout(60)
class PartnerClientsTest {
  private static final String CHARGE = "POST /charge HTTP/1.1";
  private static final String TOKEN = "POST /token HTTP/1.1";
  private static final String FILE =
      """
      id: acme
      name: Acme
      kind: payment
      base_url: https://api.acme.example
      hosts: [api.acme.example]
      credentials: [client_id, client_secret]
      auth:
        scheme: oauth2-client-credentials
        token_url: /token
        client_id: client_id
        client_secret: client_secret
      operations:
        charge: {contract: a.openapi.yaml, operation: charge}
        look: {contract: a.openapi.yaml, operation: look}
      """;
  private static final String LWA =
      """
      auth:
        scheme: oauth2-refresh-token
        client_authentication: body
        header: x-amz-access-token
        token_url: /token
        client_id: client_id
        client_secret: client_secret
        refresh_token: refresh
      """;

  private final Vertx vertx = Vertx.vertx();
  private final PartnerClients clients = new PartnerClients(vertx, new SimpleMeterRegistry());
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile String goodToken = "";
  private volatile String lastTokenRequest = "";

  @AfterEach
  void close() {
    clients.close();
    vertx.close();
  }

  @Test
  void sendsAWriteExactlyOnceWhenTheConnectionIsCut() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.close());
    Failed failed = (Failed) client(partner).call(charge(Duration.ofSeconds(20)));
    assertThat(failed.failure()).isEqualTo(Failure.OUTCOME_UNKNOWN);
    assertThat(partner.arrived(CHARGE)).isEqualTo(1);
  }

  @Test
  void sendsAWriteExactlyOnceWhenNoAnswerComes() throws Exception {
    FarEnd partner = partner((socket, text) -> {});
    PartnerClient client = client(partner);
    // The token first, so that the deadline is all for the write.
    warm(client);
    Failed failed = (Failed) client.call(charge(Duration.ofMillis(500)));
    assertThat(failed.failure()).isEqualTo(Failure.OUTCOME_UNKNOWN);
    assertThat(partner.arrived(CHARGE)).isEqualTo(1);
  }

  @Test
  void fetchesOneTokenForSixtyFourCallersAndOneMoreWhenItIsRefused() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "{}")));
    PartnerClient client = client(partner);
    assertThat(together(64, () -> client.call(charge(Duration.ofSeconds(20))).word()))
        .containsOnly("accepted");
    assertThat(partner.arrived(TOKEN)).isEqualTo(1);
    goodToken = "token-2";
    assertThat(together(64, () -> client.call(charge(Duration.ofSeconds(20))).word()))
        .containsOnly("accepted");
    assertThat(partner.arrived(TOKEN)).isEqualTo(2);
  }

  @Test
  void asksOnceMoreWithANewTokenAndThenGivesUp() throws Exception {
    FarEnd partner = partner((socket, text) -> {});
    goodToken = "none";
    PartnerClient client = client(partner);
    Failed failed = (Failed) client.call(charge(Duration.ofSeconds(20)));
    assertThat(failed.failure()).isEqualTo(Failure.UNAUTHORIZED);
    assertThat(partner.arrived(CHARGE)).isEqualTo(2);
    assertThat(partner.arrived(TOKEN)).isEqualTo(2);
    client.call(charge(Duration.ofSeconds(20)));
    assertThat(partner.arrived(TOKEN)).isEqualTo(2);
  }

  @Test
  void asksThreeTimesInAllTheOneWithANewTokenAmongThem() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    FarEnd partner =
        partner(
            (socket, text) -> {
              String status = asked.incrementAndGet() < 3 ? "503 Busy" : "401 Unauthorized";
              socket.write(FarEnd.answer(status, "", ""));
            });
    PartnerClient client = client(partner);
    PartnerCall look = PartnerCall.get("look", "/look", Deadline.in(Duration.ofSeconds(20)));
    assertThat(client.call(look).word()).isEqualTo("unauthorized");
    assertThat(partner.arrived("GET /look HTTP/1.1")).isEqualTo(3);
  }

  @Test
  void asksForATokenAsTheSchemeSays() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.write(FarEnd.answer("200 OK", "", "{}")));
    client(partner).call(charge(Duration.ofSeconds(20)));
    assertThat(lastTokenRequest)
        .contains("Authorization: Basic bWU6cHNzc3Q=")
        .endsWith("\r\n\r\ngrant_type=client_credentials");
  }

  @Test
  void sendsARefreshTokenAndTheAccessTokenInItsOwnHeader() throws Exception {
    FarEnd partner =
        new FarEnd(
            vertx,
            (socket, text) -> {
              if (text.startsWith("POST /token")) {
                grant(socket, text);
              } else {
                String status = text.contains("x-amz-access-token: token-1") ? "200 OK" : "401 No";
                socket.write(FarEnd.answer(status, "", "{}"));
              }
            });
    String file =
        FILE.replaceAll("(?s)auth:.*(?=operations)", LWA)
            .replace("client_secret]", "client_secret, refresh]");
    Map<String, String> secrets =
        Map.of("client_id", "me", "client_secret", "pssst", "refresh", "r&1");
    clients.use(List.of(configured(file, partner, secrets)));
    PartnerOutcome outcome =
        clients.find("acme").orElseThrow().call(charge(Duration.ofSeconds(20)));
    assertThat(outcome.word()).isEqualTo("accepted");
    assertThat(lastTokenRequest)
        .endsWith("grant_type=refresh_token&refresh_token=r%261&client_id=me&client_secret=pssst");
  }

  @Test
  void sendsTokensOnlyWhereThePartnerMayBeReached() throws Exception {
    FarEnd partner = partner((socket, text) -> {});
    Partner real = configured(FILE, partner, Map.of("client_id", "me", "client_secret", "pssst"));
    Partner narrow =
        new Partner(
            real.definition(),
            real.baseUrl(),
            real.tokenUrl(),
            java.util.Set.of(),
            real.credentials(),
            real.settings(),
            List.of());
    clients.use(List.of(narrow));
    Failed failed =
        (Failed) clients.find("acme").orElseThrow().call(charge(Duration.ofSeconds(20)));
    assertThat(failed.failure()).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(failed.detail()).contains("may not be reached");
    assertThat(partner.connections()).isZero();
  }

  @Test
  void remembersAcrossNewDefinitionsThatAPartnerIsDown() throws Exception {
    FarEnd partner = partner((socket, text) -> socket.close());
    PartnerClient before = client(partner);
    for (int i = 0; i < 5; i++) {
      before.call(charge(Duration.ofSeconds(20)));
    }
    PartnerClient after = client(partner);
    assertThat(after).isNotSameAs(before);
    assertThat(after.call(charge(Duration.ofSeconds(20))).attempts()).isZero();
    assertThat(partner.arrived(CHARGE)).isEqualTo(5);
  }

  @Test
  void hasNoClientForAPartnerOfWhichNothingIsConfigured() {
    clients.use(List.of(AdapterFiles.partner("acme", FILE, PartnerSettings.NONE)));
    assertThat(clients.find("acme")).isEmpty();
  }

  private FarEnd partner(java.util.function.BiConsumer<NetSocket, String> answer) throws Exception {
    return new FarEnd(
        vertx,
        (socket, text) -> {
          if (text.startsWith("POST /token")) {
            grant(socket, text);
          } else if (text.startsWith("GET /warm")) {
            socket.write(FarEnd.answer("200 OK", "", ""));
          } else if (!goodToken.isEmpty() && !text.contains("Bearer " + goodToken)) {
            socket.write(FarEnd.answer("401 Unauthorized", "", ""));
          } else {
            answer.accept(socket, text);
          }
        });
  }

  private void grant(NetSocket socket, String text) {
    lastTokenRequest = text;
    String token = "token-" + tokens.incrementAndGet();
    String body = "{\"access_token\":\"%s\",\"expires_in\":\"3600\"}".formatted(token);
    socket.write(FarEnd.answer("200 OK", "content-type: application/json\r\n", body));
  }

  private PartnerClient client(FarEnd partner) {
    clients.use(
        List.of(configured(FILE, partner, Map.of("client_id", "me", "client_secret", "pssst"))));
    return clients.find("acme").orElseThrow();
  }

  private static Partner configured(String file, FarEnd partner, Map<String, String> secrets) {
    return AdapterFiles.partner(
        "acme",
        file,
        new PartnerSettings(Optional.of(URI.create(partner.url())), secrets, Map.of()));
  }

  private static void warm(PartnerClient client) {
    client.call(PartnerCall.get("look", "/warm", Deadline.in(Duration.ofSeconds(20))));
  }

  private static PartnerCall charge(Duration patience) {
    return new PartnerCall(
        "charge",
        "POST",
        "/charge",
        Map.of(),
        "{}".getBytes(StandardCharsets.UTF_8),
        "application/json",
        Effect.WRITE,
        null,
        null,
        Deadline.in(patience),
        AnswerReader.JSON);
  }

  private static List<String> together(int callers, Callable<String> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(callers);
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
      List<String> words = new ArrayList<>();
      for (Future<String> future : futures) {
        words.add(future.get());
      }
      return words;
    }
  }
}
