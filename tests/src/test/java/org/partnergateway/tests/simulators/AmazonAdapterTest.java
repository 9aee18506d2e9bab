package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerDefinitions;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Verdict;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.transformations.MappingLibrary;

/** What adapter file and mappings make of what the simulated Amazon answers. */
final class AmazonAdapterTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefinitionTree TREE = DefinitionTree.ofDirectory(Path.of(".."));
  private static final MappingLibrary MAPPINGS =
      MappingLibrary.compile(TREE, (partner, table, code) -> {});
  private static final PartnerDefinition ADAPTER =
      Objects.requireNonNull(PartnerDefinitions.read(TREE).get("amazon"));
  private static final String ORDERS = "/orders/2026-01-01/orders";

  private final SettableClock clock = new SettableClock();
  private final AmazonSimulator amazon = new AmazonSimulator("c", "s", "r", clock);
  private @Nullable String token;

  @Test
  void readsEveryRefusal() throws IOException {
    expect(call("GET", ORDERS, Map.of(), ""), "unauthorized", "Unauthorized", null);
    token = token();
    expect(call("GET", ORDERS, Map.of(), ""), "invalid_request", "InvalidInput", null);
    expect(
        call("GET", ORDERS + "/902-0000000-0000001", Map.of(), ""),
        "declined",
        "NotFound",
        "not_found");
    clock.forward(Duration.ofMinutes(59));
    for (int call = 0; call < 20; call++) {
      call("GET", ORDERS, Map.of(), "");
    }
    expect(call("GET", ORDERS, Map.of(), ""), "rate_limited", "QuotaExceeded", null);
    clock.forward(Duration.ofMinutes(1));
    expect(call("GET", ORDERS, Map.of(), ""), "unauthorized", "Unauthorized", null);
  }

  @Test
  void pollsEveryOrderThroughItsPagesAndThenOnlyWhatIsNew() throws IOException {
    token = token();
    List<String> placed = amazon.orders().seed(230);
    ObjectNode request = JSON.createObjectNode();

    assertThat(poll(request)).containsExactlyElementsOf(placed);

    clock.forward(Duration.ofMinutes(10));
    String late = amazon.orders().place();
    // The checkpoint reaches two minutes back: the orders of the last two minutes come again.
    assertThat(poll(request))
        .containsExactly(placed.get(227), placed.get(228), placed.get(229), late);
  }

  @Test
  void confirmsWhatItRead() throws IOException {
    token = token();
    amazon.orders().seed(5);
    ObjectNode found = input(JSON.createObjectNode());
    for (JsonNode message : search(found).path("messages")) {
      ObjectNode body = JSON.createObjectNode();
      body.set("body", message.path("body"));
      JsonNode order = map("order.message", body).at("/changes/0/set");
      ObjectNode confirmation = input(JSON.createObjectNode());
      confirmation.set("order", order);
      confirmation
          .putObject("shipment")
          .put("id", "shp_01kaqx5v8e3c7h2m9t4r6w0y1z")
          .put("carrier", "ups")
          .put("tracking_number", "1Z999AA10123456784")
          .put("created_at", "2026-11-23T01:30:00Z");
      JsonNode mapped = map("confirm-shipment.request", confirmation);
      String path =
          "/orders/v0/orders/" + mapped.at("/path/orderId").asText() + "/shipmentConfirmation";
      for (int time = 0; time < 2; time++) {
        assertThat(call("POST", path, Map.of(), mapped.path("body").toString()).status())
            .isEqualTo(204);
      }
    }
    assertThat(amazon.effects())
        .containsEntry("confirmations", 5L)
        .containsEntry("confirmation_repeats", 5L);
  }

  @ParameterizedTest(name = "{0} units of {1}, a {2}, are {3}")
  @CsvSource({
    "12, KETTLE-12, PRODUCT, published, 1",
    "0, KETTLE-12, TEA_KETTLE, published, 1",
    "12, KETTLE-12, tea kettle, failed, 0",
  })
  void tellsOfStockOnceHoweverOftenItIsRepeated(
      int available, String sku, String productType, String status, long effects)
      throws IOException {
    token = token();
    for (int time = 0; time < 2; time++) {
      ObjectNode input = stockInput(sku, productType, available);
      SimulatedAnswer answer = patch(input);
      JsonNode body = JSON.readTree(answer.body());
      assertThat(answer.status()).isEqualTo(200);
      Verdict verdict = ADAPTER.errors().read(200, Effect.WRITE, () -> body);
      input.put("outcome", verdict.failure() == null ? "accepted" : "declined");
      input.set("body", body);
      if (verdict.failure() != null) {
        input.putObject("error").put("message", verdict.error().message());
      }
      assertThat(map("publish-inventory-level.response", input).path("status").asText())
          .isEqualTo(status);
    }
    assertThat(amazon.effects()).containsEntry("stocks", effects);
    JsonNode stock = amazon.stock("ATVPDKIKX0DER", sku);
    assertThat(stock == null ? -1 : stock.at("/0/quantity").asInt())
        .isEqualTo(effects == 0 ? -1 : available);
  }

  @Test
  void refusesStockOfOthersAndOfWhatIsNotListed() throws IOException {
    token = token();
    ObjectNode other = stockInput("KETTLE-12", "PRODUCT", 1);
    ((ObjectNode) other.path("settings")).put("seller_id", "A2SOMEBODY");
    expect(patch(other), "unauthorized", "Unauthorized", null);
    expect(patch(stockInput("NOT-LISTED", "PRODUCT", 1)), "invalid_request", "InvalidInput", null);
    for (int call = 2; call < 5; call++) {
      assertThat(patch(stockInput("KETTLE-12", "PRODUCT", call)).status()).isEqualTo(200);
    }
    expect(patch(stockInput("KETTLE-12", "PRODUCT", 9)), "rate_limited", "QuotaExceeded", null);
    clock.forward(Duration.ofMillis(200));
    assertThat(patch(stockInput("KETTLE-12", "PRODUCT", 9)).status()).isEqualTo(200);
  }

  private ObjectNode stockInput(String sku, String productType, int available) {
    ObjectNode request = JSON.createObjectNode();
    request.put("sku", sku).put("product_type", productType).put("available", available);
    ObjectNode input = input(request);
    ((ObjectNode) input.path("settings"))
        .put("seller_id", AmazonSimulator.SELLER)
        .put("inventory_marketplace_id", "ATVPDKIKX0DER");
    return input;
  }

  private SimulatedAnswer patch(ObjectNode input) {
    JsonNode mapped = map("publish-inventory-level.request", input);
    String path =
        "/listings/2021-08-01/items/"
            + mapped.at("/path/sellerId").asText()
            + "/"
            + mapped.at("/path/sku").asText();
    Map<String, List<String>> query = new HashMap<>();
    mapped
        .path("query")
        .properties()
        .forEach(value -> query.put(value.getKey(), List.of(value.getValue().asText())));
    return call("PATCH", path, query, mapped.path("body").toString());
  }

  /** Ids of the orders of one poll; leaves the checkpoint in the request. */
  private Set<String> poll(ObjectNode request) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    JsonNode result;
    do {
      result = search(input(request));
      result.path("messages").forEach(one -> ids.add(one.at("/body/orderId").asText()));
      request.set("page", result.get("page"));
    } while (result.has("page"));
    request.set("checkpoint", result.get("checkpoint"));
    return ids;
  }

  private JsonNode search(ObjectNode input) throws IOException {
    Map<String, List<String>> query = new HashMap<>();
    map("search-orders.request", input)
        .path("query")
        .properties()
        .forEach(value -> query.put(value.getKey(), List.of(value.getValue().asText())));
    SimulatedAnswer answer = call("GET", ORDERS, query, "");
    assertThat(answer.status()).isEqualTo(200);
    input.set("body", JSON.readTree(answer.body()));
    return map("search-orders.response", input);
  }

  private ObjectNode input(JsonNode request) {
    ObjectNode input = JSON.createObjectNode();
    input.set("request", request.deepCopy());
    input.putObject("settings").put("marketplace_ids", "");
    return input.put("now", clock.instant().toString());
  }

  private static JsonNode map(String mapping, JsonNode input) {
    return MAPPINGS.mapping("transformations/partners/amazon/" + mapping + ".jslt").apply(input);
  }

  private static void expect(
      SimulatedAnswer answer, String failure, String code, @Nullable String category)
      throws IOException {
    JsonNode body = JSON.readTree(answer.body());
    Verdict verdict = ADAPTER.errors().read(answer.status(), Effect.READ, () -> body);
    assertThat(verdict.failure()).isEqualTo(Failure.ofWord(failure).orElseThrow());
    assertThat(verdict.error().code()).isEqualTo(code);
    assertThat(verdict.error().category()).isEqualTo(category);
  }

  private String token() throws IOException {
    String form = "grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r";
    return JSON.readTree(call("POST", "/auth/o2/token", Map.of(), form).body())
        .path("access_token")
        .asText();
  }

  private SimulatedAnswer call(
      String method, String path, Map<String, List<String>> query, String body) {
    Map<String, String> headers = token == null ? Map.of() : Map.of("x-amz-access-token", token);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return amazon.answer(new SimulatedRequest(method, path, query, headers, bytes));
  }
}
