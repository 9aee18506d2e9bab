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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.shop.CanonicalApi;

/**
 * The partner has done it, and the gateway died before it knew. Where it can be looked up it is
 * looked up; where the partner takes a repeat for the same request it is repeated. The next process
 * sees by itself that the first one is dead.
 */
class KilledBetweenSendingAndStoringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOOKING = "/ups/api/shipments/v2409/ship";
  private static final String AUTHORIZATION = "/stripe/v1/payment_intents";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path directory;

  @Test
  void whatMayHaveReachedAPartnerIsNeverDoneTwice() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
        HoldingProxy proxy = new HoldingProxy(URI.create(partners.server().url("ups")))) {
      partners.orders().seed(1);
      Map<String, String> properties = new HashMap<>(partners.gatewayProperties());
      for (String partner : List.of("ups", "stripe")) {
        properties.computeIfPresent(
            "gateway.partners.%s.base-url".formatted(partner), (name, url) -> proxy.instead(url));
      }

      String order;
      try (GatewayProcess gateway = GatewayProcess.start(directory, properties)) {
        CanonicalApi api = api(gateway);
        order = Await.value("the order has come", () -> Orders.newest(api)).path("id").asText();
        proxy.hold(Set.of(BOOKING, AUTHORIZATION));
        http.sendAsync(booking(gateway, order), BodyHandlers.ofString());
        http.sendAsync(authorization(gateway, order), BodyHandlers.ofString());
        Await.until("both partners have answered", () -> proxy.held().size() == 2);
        gateway.kill();
        proxy.release();

        try (GatewayProcess second = GatewayProcess.start(directory, properties)) {
          assertThat(statuses(second)).containsOnly("in_flight");
          theBookingIsLookedUp(second, order, partners, proxy);
          theAuthorizationIsRepeated(second, order, partners, proxy);
        }
      }
    }
  }

  private void theBookingIsLookedUp(
      GatewayProcess gateway, String order, SimulatedPartners partners, HoldingProxy proxy)
      throws Exception {
    JsonNode operation = awaitStatus(gateway, "book-shipment", "succeeded");
    assertThat(operation.path("attempts").asInt()).isEqualTo(1);

    HttpResponse<String> again = http.send(booking(gateway, order), BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    JsonNode shipment = JSON.readTree(again.body());
    assertThat(shipment.path("status").asText()).isEqualTo("purchased");
    assertThat(shipment.path("tracking_number").asText()).startsWith("1Z");
    assertThat(shipment.path("documents")).hasSize(1);
    assertThat(proxy.arrived(BOOKING)).isEqualTo(1);
    assertThat(partners.effects("ups").get("shipments")).isEqualTo(1);
  }

  private void theAuthorizationIsRepeated(
      GatewayProcess gateway, String order, SimulatedPartners partners, HoldingProxy proxy)
      throws Exception {
    JsonNode operation = awaitStatus(gateway, "authorize-payment", "succeeded");
    assertThat(operation.path("attempts").asInt()).isEqualTo(2);
    assertThat(proxy.arrived(AUTHORIZATION)).isEqualTo(2);
    assertThat(partners.effects("stripe").get("authorizations")).isEqualTo(1);

    HttpResponse<String> again = http.send(authorization(gateway, order), BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(JSON.readTree(again.body()).path("status").asText()).isEqualTo("authorized");
    assertThat(proxy.arrived(AUTHORIZATION)).isEqualTo(2);
  }

  private static List<String> statuses(GatewayProcess gateway) throws Exception {
    return gateway.server().list("select status from operation");
  }

  private static JsonNode awaitStatus(GatewayProcess gateway, String kind, String status) {
    return Await.value(
        "%s is %s".formatted(kind, status),
        () -> {
          for (JsonNode operation : api(gateway).get("/v1/operations").path("data")) {
            if (operation.path("kind").asText().equals(kind)
                && operation.path("status").asText().equals(status)) {
              return java.util.Optional.of(operation);
            }
          }
          return java.util.Optional.empty();
        });
  }

  private static HttpRequest booking(GatewayProcess gateway, String order) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("order_id", order);
    body.put("carrier", "ups").put("service", "ups_ground");
    body.set("ship_from", address("Dispatch"));
    body.set("ship_to", address("Reception"));
    ObjectNode parcel = body.putArray("parcels").addObject();
    parcel.putObject("weight").put("value", 1200).put("unit", "g");
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return post(gateway, "/v1/shipments", body);
  }

  private static HttpRequest authorization(GatewayProcess gateway, String order)
      throws IOException {
    ObjectNode body = JSON.createObjectNode().put("order_id", order).put("partner", "stripe");
    body.putObject("amount").put("amount", 2500).put("currency", "USD");
    body.putObject("payment_method").put("type", "token").put("token", "pm_card_visa");
    return post(gateway, "/v1/payments", body);
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

  private static HttpRequest post(GatewayProcess gateway, String path, JsonNode body)
      throws IOException {
    return HttpRequest.newBuilder(gateway.address().resolve(path))
        .header("Authorization", "Bearer " + GatewayProcess.TOKEN)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "once" + path)
        .header("Prefer", "wait=30")
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  private static CanonicalApi api(GatewayProcess gateway) {
    return new CanonicalApi(gateway.address(), GatewayProcess.TOKEN);
  }
}
