package org.partnergateway.tests.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.schema.SchemaLibrary;

class AmazonSimulatorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpContract CONTRACT = contract();
  private static final String ORDERS = "/orders/2026-01-01/orders";
  private static final String ALL_DATA = "BUYER,RECIPIENT,PROCEEDS,FULFILLMENT,PACKAGES";

  private final SettableClock clock = new SettableClock();
  private final AmazonSimulator amazon =
      new AmazonSimulator("client", "secret", "refresh", clock, AmazonRates.withSearches(1, 50));

  @ParameterizedTest(name = "{0}/{1}/{2}/{3} gets {4} {5}")
  @CsvSource({
    "refresh_token, client, secret, refresh, 200, ",
    "password, client, secret, refresh, 400, unsupported_grant_type",
    "refresh_token, other, secret, refresh, 401, invalid_client",
    "refresh_token, client, other, refresh, 401, invalid_client",
    "refresh_token, client, secret, other, 400, invalid_grant",
  })
  void givesATokenForTheRightCredentialsOnly(
      String grant,
      String client,
      String secret,
      String refresh,
      int status,
      @Nullable String error)
      throws IOException {
    SimulatedAnswer answer = token(grant, client, secret, refresh);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(tree(answer).path("error").textValue()).isEqualTo(error);
    assertThat(amazon.effects()).containsEntry("tokens", status == 200 ? 1L : 0L);
  }

  @Test
  void refusesCallsWithoutALiveToken() throws IOException {
    String path = ORDERS + "/902-0000000-0000001";
    assertRefused(call("GET", path, Map.of(), "", null), 403, "Unauthorized");
    assertRefused(call("GET", path, Map.of(), "", "Atza|made-up"), 403, "Unauthorized");
    String token = token();
    assertRefused(call("GET", path, Map.of(), "", token), 404, "NotFound");
    clock.forward(Duration.ofHours(1));
    assertRefused(call("GET", path, Map.of(), "", token), 403, "Unauthorized");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "maxResultsPerPage=5",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&createdAfter=2026-11-22T00:00:00Z",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&createdBefore=2026-11-22T00:00:00Z",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&lastUpdatedBefore=2026-11-23T01:59:00Z",
        "lastUpdatedAfter=yesterday",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&includedData=SECRETS",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&maxResultsPerPage=101",
        "lastUpdatedAfter=2026-11-22T00:00:00Z&paginationToken=abc",
      })
  void refusesSearchesThatAreNotAllowed(String query) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      parameters.put(pair.split("=")[0], pair.split("=")[1]);
    }
    assertRefused(call("GET", ORDERS, parameters, "", token()), 400, "InvalidInput");
  }

  @Test
  void listsOnlyWhatChangedSince() throws IOException {
    amazon.orders().seed(3);
    clock.forward(Duration.ofMinutes(10));
    String placed = amazon.orders().place();

    assertThat(ids(search(Map.of("lastUpdatedAfter", "2026-11-23T02:10:00Z"))))
        .containsExactly(placed);
    assertThat(ids(search(Map.of("lastUpdatedAfter", "2026-11-23T01:59:00Z")))).hasSize(3);
  }

  @Test
  void answersPageByPageAndMissesNoneThatChangeMeanwhile() throws IOException {
    List<String> placed = amazon.orders().seed(5);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("lastUpdatedAfter", "2026-11-23T00:00:00Z");
    query.put("maxResultsPerPage", "2");
    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      if (next != null) {
        query.put("paginationToken", next);
      }
      JsonNode page = search(query);
      seen.addAll(ids(page));
      clock.forward(Duration.ofSeconds(1));
      if (next == null) {
        confirm(placed.get(0), "1", 1);
      }
      next = page.at("/pagination/nextToken").textValue();
    } while (next != null);

    assertThat(seen).containsAll(placed).endsWith(placed.get(0));
  }

  @Test
  void refusesAPageTokenWithOtherParametersOrAfterADay() throws IOException {
    amazon.orders().seed(3);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("lastUpdatedAfter", "2026-11-23T00:00:00Z");
    query.put("maxResultsPerPage", "1");
    query.put("paginationToken", search(query).at("/pagination/nextToken").asText());
    search(query);

    query.put("lastUpdatedAfter", "2026-11-23T00:00:01Z");
    assertRefused(call("GET", ORDERS, query, "", token()), 400, "InvalidInput");
    query.put("lastUpdatedAfter", "2026-11-23T00:00:00Z");
    clock.forward(Duration.ofHours(24));
    assertRefused(call("GET", ORDERS, query, "", token()), 400, "InvalidInput");
  }

  @Test
  void givesOnlyTheDataAskedFor() throws IOException {
    String id = amazon.orders().place();
    JsonNode bare = order(id, "");
    assertThat(bare.has("recipient")).isFalse();
    assertThat(bare.at("/orderItems/0").has("proceeds")).isFalse();
    assertThat(order(id, "RECIPIENT").at("/recipient/deliveryAddress/countryCode").asText())
        .isEqualTo("US");
  }

  @Test
  void variesItsOrdersInCurrencyScriptAndLines() throws IOException {
    Set<String> currencies = new HashSet<>();
    Set<Integer> lines = new HashSet<>();
    Set<String> items = new HashSet<>();
    StringBuilder cities = new StringBuilder();
    for (String id : amazon.orders().seed(10)) {
      JsonNode order = order(id, ALL_DATA);
      currencies.add(order.at("/proceeds/grandTotal/currencyCode").asText());
      lines.add(order.path("orderItems").size());
      order
          .path("orderItems")
          .forEach(item -> assertThat(items.add(item.path("orderItemId").asText())).isTrue());
      cities.append(order.at("/recipient/deliveryAddress/city").asText());
    }
    assertThat(currencies).containsExactlyInAnyOrder("USD", "EUR", "JPY");
    assertThat(lines).contains(1, 2, 3);
    assertThat(cities.toString()).contains("渋谷区");
  }

  @Test
  void marksAConfirmedOrderAsShippedAndChanged() throws IOException {
    String id = amazon.orders().place();
    clock.forward(Duration.ofMinutes(5));
    assertThat(confirm(id, "1", 1).status()).isEqualTo(204);

    JsonNode order = order(id, ALL_DATA);
    assertThat(order.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("SHIPPED");
    assertThat(order.path("lastUpdatedTime").asText()).isEqualTo("2026-11-23T02:05:00Z");
    assertThat(order.at("/packages/0/trackingNumber").asText()).isEqualTo("1Z999");
    assertThat(amazon.effects()).containsEntry("confirmations", 1L);
  }

  @Test
  void takesTheSamePackageAgainWithoutEffect() throws IOException {
    String id = amazon.orders().place();
    confirm(id, "1", 1);
    assertThat(confirm(id, "1", 1).status()).isEqualTo(204);
    assertThat(amazon.effects())
        .containsEntry("confirmations", 1L)
        .containsEntry("confirmation_repeats", 1L);
  }

  @Test
  void shipsAnOrderInParts() throws IOException {
    amazon.orders().seed(4);
    String id = amazon.orders().place(); // the fifth model: four of one item
    confirm(id, "1", 1);
    assertThat(status(id)).isEqualTo("PARTIALLY_SHIPPED");
    confirm(id, "1", 2); // edits the package
    assertThat(order(id, ALL_DATA).at("/orderItems/0/fulfillment/quantityUnfulfilled").asInt())
        .isEqualTo(2);
    confirm(id, "2", 2);
    assertThat(status(id)).isEqualTo("SHIPPED");
    assertRefused(confirm(id, "3", 1), 400, "InvalidInput");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ATVPDKIKX0DER\" | \"A1PA6795UKMFR9\"",
        "\"quantity\":1 | \"quantity\":2",
        "\"quantity\":1 | \"quantity\":0",
        "\"orderItemId\":\" | \"orderItemId\":\"9",
        "\"packageReferenceId\":\"1\" | \"packageReferenceId\":1",
        "\"packageReferenceId\":\"1\" | \"packageReferenceId\":\"P1\"",
        "\"UPS\" | \"Other\"",
        "2026-11-23T01:00:00Z | 11/23/2026",
        "{ | [",
      })
  void refusesAConfirmationThatIsWrong(String part, String wrong) throws IOException {
    String id = amazon.orders().place();
    String body = confirmation(id, "1", 1).replace(part, wrong);
    String path = "/orders/v0/orders/" + id + "/shipmentConfirmation";

    assertRefused(call("POST", path, Map.of(), body, token()), 400, "InvalidInput");
    assertThat(status(id)).isEqualTo("UNSHIPPED");
    assertThat(amazon.effects()).containsEntry("confirmations", 0L);
  }

  @Test
  void refusesAConfirmationOfAnUnknownOrder() throws IOException {
    String body = confirmation(amazon.orders().place(), "1", 1);
    String path = "/orders/v0/orders/902-1111111-1111111/shipmentConfirmation";
    assertRefused(call("POST", path, Map.of(), body, token()), 404, "NotFound");
  }

  @Test
  void enforcesThePublishedRatesAndTellsThem() throws IOException {
    AmazonSimulator published = new AmazonSimulator("client", "secret", "refresh", clock);
    String token =
        tree(tokenOf(published, "refresh_token", "client", "secret", "refresh"))
            .path("access_token")
            .asText();
    SimulatedRequest request =
        request("GET", ORDERS, Map.of("lastUpdatedAfter", "2026-11-22T00:00:00Z"), "", token);
    for (int call = 0; call < 20; call++) {
      SimulatedAnswer answer = published.answer(request);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("x-amzn-RateLimit-Limit", "0.0056");
    }
    SimulatedAnswer refused = published.answer(request);
    assertRefused(refused, 429, "QuotaExceeded");
    assertThat(refused.headers()).containsEntry("x-amzn-RateLimit-Limit", "0.0056");
    clock.forward(Duration.ofSeconds(178));
    assertThat(published.answer(request).status()).isEqualTo(429);
    clock.forward(Duration.ofSeconds(1));
    assertThat(published.answer(request).status()).isEqualTo(200);
  }

  @Test
  void answersAsTheContractSays() throws IOException {
    String id = amazon.orders().seed(5).getFirst();
    Map<String, String> since =
        Map.of("lastUpdatedAfter", "2026-11-22T00:00:00Z", "includedData", ALL_DATA);
    assertKeepsContract("searchOrders", call("GET", ORDERS, since, "", token()));
    assertKeepsContract("searchOrders", call("GET", ORDERS, Map.of(), "", token()));
    assertKeepsContract("getOrder", call("GET", ORDERS + "/" + id, Map.of(), "", token()));
    assertKeepsContract("getOrder", call("GET", ORDERS + "/" + id, Map.of(), "", null));
    assertKeepsContract("confirmShipment", confirm(id, "1", 1));
    assertKeepsContract("confirmShipment", confirm(id, "2", 1));
  }

  private static void assertKeepsContract(String operation, SimulatedAnswer answer)
      throws IOException {
    assertThat(
            CONTRACT
                .operation(operation)
                .checkResponse(
                    answer.status(),
                    answer.headers().get("Content-Type"),
                    answer.body().length == 0 ? null : tree(answer)))
        .isEmpty();
  }

  private static HttpContract contract() {
    String path = "contracts/partners/amazon/orders.openapi.yaml";
    try (InputStream file =
        Objects.requireNonNull(AmazonSimulatorTest.class.getResourceAsStream("/" + path))) {
      DefinitionTree tree = DefinitionTree.of(Map.of(path, file.readAllBytes()));
      return HttpContract.read(path, tree, new SchemaLibrary(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String status(String id) throws IOException {
    return order(id, ALL_DATA).at("/fulfillment/fulfillmentStatus").asText();
  }

  private JsonNode order(String id, String includedData) throws IOException {
    Map<String, String> query =
        includedData.isEmpty() ? Map.of() : Map.of("includedData", includedData);
    SimulatedAnswer answer = call("GET", ORDERS + "/" + id, query, "", token());
    assertThat(answer.status()).isEqualTo(200);
    return tree(answer).path("order");
  }

  private JsonNode search(Map<String, String> query) throws IOException {
    SimulatedAnswer answer = call("GET", ORDERS, query, "", token());
    assertThat(answer.status()).as(() -> text(answer)).isEqualTo(200);
    return tree(answer);
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("orders").forEach(order -> ids.add(order.path("orderId").asText()));
    return ids;
  }

  private SimulatedAnswer confirm(String id, String parcel, int quantity) throws IOException {
    String path = "/orders/v0/orders/" + id + "/shipmentConfirmation";
    return call("POST", path, Map.of(), confirmation(id, parcel, quantity), token());
  }

  private String confirmation(String id, String parcel, int quantity) {
    JsonNode order = Objects.requireNonNull(amazon.orders().find(id));
    return """
    {"marketplaceId":"%s","packageDetail":{"packageReferenceId":"%s","carrierCode":"UPS",\
    "trackingNumber":"1Z999","shipDate":"2026-11-23T01:00:00Z",\
    "orderItems":[{"orderItemId":"%s","quantity":%d}]}}"""
        .formatted(
            order.at("/salesChannel/marketplaceId").asText(),
            parcel,
            order.at("/orderItems/0/orderItemId").asText(),
            quantity);
  }

  private String token() throws IOException {
    return tree(token("refresh_token", "client", "secret", "refresh"))
        .path("access_token")
        .asText();
  }

  private SimulatedAnswer token(String grant, String client, String secret, String refresh) {
    return tokenOf(amazon, grant, client, secret, refresh);
  }

  private static SimulatedAnswer tokenOf(
      AmazonSimulator amazon, String grant, String client, String secret, String refresh) {
    String form =
        "grant_type=%s&client_id=%s&client_secret=%s&refresh_token=%s"
            .formatted(grant, client, secret, refresh);
    return amazon.answer(request("POST", "/auth/o2/token", Map.of(), form, null));
  }

  private SimulatedAnswer call(
      String method, String path, Map<String, String> query, String body, @Nullable String token) {
    return amazon.answer(request(method, path, query, body, token));
  }

  private static SimulatedRequest request(
      String method, String path, Map<String, String> query, String body, @Nullable String token) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    query.forEach((name, value) -> values.put(name, List.of(value)));
    Map<String, String> headers = token == null ? Map.of() : Map.of("x-amz-access-token", token);
    return new SimulatedRequest(
        method, path, values, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(SimulatedAnswer answer, int status, String code)
      throws IOException {
    assertThat(answer.status()).as(() -> text(answer)).isEqualTo(status);
    assertThat(tree(answer).at("/errors/0/code").asText()).isEqualTo(code);
  }

  private static JsonNode tree(SimulatedAnswer answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static String text(SimulatedAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
