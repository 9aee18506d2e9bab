package org.partnergateway.tests.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.partnergateway.tests.sandbox.SimulatedPartners;

/** A gateway that is told to stop serves whoever is inside, and leaves nothing half done. */
class StoppedGatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOOKING = "/ups/api/shipments/v2409/ship";
  private static final String RATES = "/ups/api/rating/v2409/Shop";
  private static final int SIGTERM = 128 + 15;
  private static final int EACH = 3;

  /** Seconds in which whoever only waits for events is sent away. */
  private static final int PROMPT = 10;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  private GatewayProcess start(SimulatedPartners partners, HoldingProxy proxy, String patience) {
    Map<String, String> properties = new HashMap<>(partners.gatewayProperties());
    properties.computeIfPresent("gateway.partners.ups.base-url", (name, url) -> proxy.instead(url));
    properties.put("gateway.http.drain-timeout", patience);
    return GatewayProcess.start(directory, properties);
  }

  @Test
  void whoeverIsInsideIsServed() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
        HoldingProxy proxy = new HoldingProxy(URI.create(partners.server().url("ups")));
        GatewayProcess gateway = start(partners, proxy, "30s")) {
      try (WebhookLoad load = new WebhookLoad(gateway.address(), "pay_none", "pi_none", 1)) {
        Await.until("messages come in", () -> load.acknowledged().size() > 100);
        proxy.hold(Set.of(BOOKING, RATES));
        List<CompletableFuture<HttpResponse<String>>> bookings = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> lookUps = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
          bookings.add(send(booking(gateway, "waits-" + i, "wait=30")));
          lookUps.add(send(rates(gateway)));
        }
        assertThat(send(booking(gateway, "later", "wait=0")).join().statusCode()).isEqualTo(202);
        CompletableFuture<HttpResponse<String>> page = send(events(gateway, "Prefer", "wait=60"));
        CompletableFuture<HttpResponse<String>> stream =
            send(events(gateway, "Accept", "text/event-stream"));
        // The look-ups are the same one, so they share one call.
        Await.until(
            "the carrier has been asked",
            () -> proxy.arrived(BOOKING) == EACH + 1 && proxy.arrived(RATES) == 1);

        long begin = System.nanoTime();
        // On a thread of its own: the common pool's may be only one, and the HTTP client needs it.
        CompletableFuture<Integer> exit =
            CompletableFuture.supplyAsync(gateway::stop, Thread::startVirtualThread);
        Await.until("it says that it isn't ready", () -> !isReady(gateway));
        HttpResponse<String> late =
            Await.value(
                "whoever comes is sent away",
                () ->
                    Optional.of(send(read(gateway)).join()).filter(one -> one.statusCode() == 503));
        assertThat(late.headers().firstValue("Connection")).contains("close");
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.orTimeout(PROMPT, TimeUnit.SECONDS).join().body()).contains("next_cursor");
        assertThat(stream.orTimeout(PROMPT, TimeUnit.SECONDS).join().statusCode()).isEqualTo(200);
        assertThat(exit).as("it waits for the carrier").isNotDone();
        proxy.release();

        assertThat(exit.join()).isEqualTo(SIGTERM);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
        assertThat(bookings).extracting(one -> one.join().statusCode()).containsOnly(201);
        assertThat(lookUps).extracting(one -> one.join().statusCode()).containsOnly(200);
        assertThat(partners.effects("ups").get("shipments")).isEqualTo(EACH + 1);
        try (Left left = new Left(directory)) {
          assertThat(
                  left.list("select distinct status from operation where kind = 'book-shipment'"))
              .containsExactly("succeeded");
          assertThat(left.list("select id from operation where status = 'in_flight'")).isEmpty();
          Set<String> kept = Set.copyOf(left.list("select message_id from inbox"));
          assertThat(load.acknowledged())
              .allSatisfy(number -> assertThat(kept).contains(WebhookLoad.eventId(number)));
        }
      }
    }
  }

  @Test
  void whatIsNotAnsweredInTimeIsStoredAsUnknownAndTheCallerIsTold() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
        HoldingProxy proxy = new HoldingProxy(URI.create(partners.server().url("ups")));
        GatewayProcess gateway = start(partners, proxy, "4s")) {
      proxy.hold(Set.of(BOOKING));
      CompletableFuture<HttpResponse<String>> waits = send(booking(gateway, "waits", "wait=30"));
      assertThat(send(booking(gateway, "later", "wait=0")).join().statusCode()).isEqualTo(202);
      Await.until("the carrier has been asked", () -> proxy.arrived(BOOKING) == 2);

      long begin = System.nanoTime();
      assertThat(gateway.stop()).isEqualTo(SIGTERM);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));

      HttpResponse<String> answer = waits.join();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
      assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("outcome_unknown");
      try (Left left = new Left(directory)) {
        assertThat(left.list("select status from operation where kind = 'book-shipment'"))
            .containsExactly("outcome_unknown", "outcome_unknown");
        assertThat(
                left.list(
                    "select id from operation where status = 'in_flight'"
                        + " or (lease_until > now() and next_attempt_at is null)"))
            .as("held by nobody")
            .isEmpty();
      }
    }
  }

  private static boolean isReady(GatewayProcess gateway) throws Exception {
    JsonNode readiness = gateway.readiness().orElseThrow();
    return readiness.path("status").asText().equals("UP");
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private static HttpRequest rates(GatewayProcess gateway) throws IOException {
    return post(gateway, "/v1/rates", parcel()).build();
  }

  private static HttpRequest read(GatewayProcess gateway) {
    return HttpRequest.newBuilder(gateway.address().resolve("/v1/partners"))
        .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
        .build();
  }

  /** Nothing of the type happens here. */
  private static HttpRequest events(GatewayProcess gateway, String header, String value) {
    return HttpRequest.newBuilder(
            gateway.address().resolve("/v1/events?type=org.partnergateway.manifest.created.v1"))
        .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
        .header(header, value)
        .build();
  }

  private static HttpRequest booking(GatewayProcess gateway, String key, String prefer)
      throws IOException {
    ObjectNode body = parcel().put("carrier", "ups").put("service", "ups_ground");
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return post(gateway, "/v1/shipments", body)
        .header("Idempotency-Key", key)
        .header("Prefer", prefer)
        .build();
  }

  private static ObjectNode parcel() {
    ObjectNode body = JSON.createObjectNode();
    body.set("ship_from", address("Dispatch"));
    body.set("ship_to", address("Reception"));
    body.putArray("parcels").addObject().putObject("weight").put("value", 1200).put("unit", "g");
    return body;
  }

  private static ObjectNode address(String name) {
    ObjectNode address = JSON.createObjectNode().put("name", name);
    address.putArray("lines").add("80 Market Street");
    return address
        .put("locality", "Oakland")
        .put("region", "CA")
        .put("postal_code", "94607")
        .put("country", "US")
        .put("phone", "+15105550100");
  }

  private static HttpRequest.Builder post(GatewayProcess gateway, String path, JsonNode body)
      throws IOException {
    return HttpRequest.newBuilder(gateway.address().resolve(path))
        .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  /** What a gateway that has ended left behind. */
  private record Left(EmbeddedStore store) implements AutoCloseable {
    Left(Path directory) {
      this(EmbeddedStore.start(directory, EmbeddedStore.defaultPrograms()));
    }

    List<String> list(String question) throws Exception {
      try (Connection connection =
              DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password());
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(question)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return values;
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
