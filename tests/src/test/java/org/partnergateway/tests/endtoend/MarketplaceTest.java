package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a marketplace is told of orders, stock and returns, and what it may not be told. */
@SharesSeveralPartners
class MarketplaceTest {
  private static final String BAZAAR = SeveralPartners.MARKETPLACE;

  private final SeveralPartners partners;
  private final Api api;
  private final JsonNode order;
  private final String path;

  MarketplaceTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
    this.order = partners.order();
    this.path = "/v1/orders/" + order.path("id").asText();
    partners.forget();
    partners.answers(BAZAAR, "/.*", "{}");
  }

  private ApiAnswer post(String target, ObjectNode body) {
    return api.post(target, RunningSandbox.fresh("key"), body);
  }

  private static ObjectNode cancellation(String line, int units) {
    ObjectNode body = Bodies.object().put("reason", "out_of_stock");
    body.withArray("line_items").addObject().put("line_item_id", line).put("quantity", units);
    return body;
  }

  private static int canceled(JsonNode order, int line) {
    return order.at("/line_items/" + line + "/quantity/canceled").asInt();
  }

  @Test
  void anAcknowledgedOrderIsConfirmed() {
    assertThat(order.path("status").asText()).isEqualTo("created");

    ApiAnswer answer = post(path + "/acknowledgements", Bodies.object()).expect(200);

    assertThat(answer.at("/status")).isEqualTo("confirmed");
    assertThat(partners.arrived(BAZAAR, "/orders/.*/acknowledgement")).hasSize(1);
  }

  @Test
  void cancellationsInPartsAddUpAndTheLastCancelsTheOrder() {
    ApiAnswer first = post(path + "/cancellations", cancellation("1", 2)).expect(200);

    assertThat(canceled(first.json(), 0)).isEqualTo(2);
    assertThat(first.at("/status")).isEqualTo("created");

    ApiAnswer tooMuch = post(path + "/cancellations", cancellation("1", 2)).expect(409);

    assertThat(tooMuch.at("/detail")).isEqualTo("Of line 1 at most 1 is left to cancel.");

    ApiAnswer rest =
        post(path + "/cancellations", Bodies.object().put("reason", "buyer_request")).expect(200);

    assertThat(canceled(rest.json(), 0)).isEqualTo(3);
    assertThat(canceled(rest.json(), 1)).isEqualTo(2);
    assertThat(rest.at("/status")).isEqualTo("canceled");
    assertThat(rest.at("/line_items/1/status")).isEqualTo("removed");
    ApiAnswer again =
        post(path + "/cancellations", Bodies.object().put("reason", "buyer_request")).expect(409);
    assertThat(again.at("/detail")).startsWith("Nothing is left to cancel");
    assertThat(partners.arrived(BAZAAR, "/orders/.*/cancellation")).hasSize(2);
  }

  @Test
  void theMarketplacesOwnWordBeforeItsAnswerIsNotAddedTo() {
    String number = order.path("order_number").asText();
    partners.answers(
        any(urlPathMatching("/" + BAZAAR + "/orders/.*/cancellation")),
        okJson("{}").withFixedDelay(3000));
    ObjectNode news = SeveralPartners.orderNews(number, "created", "2026-11-22T11:00:00Z");
    ((ObjectNode) news.at("/lines/0")).put("canceled", 1);

    ApiAnswer accepted =
        api.send(
                ApiRequest.post(path + "/cancellations", cancellation("1", 1))
                    .key(RunningSandbox.fresh("key"))
                    .header("Prefer", "wait=0"))
            .expect(202);
    partners.tell(BAZAAR, news);
    Await.until("the message is applied", () -> api.get(path), now -> canceled(now, 0) == 1);
    Await.until(
        "the answer is there",
        () -> api.get("/v1/operations/" + accepted.id()),
        now -> now.path("status").asText().equals("succeeded"));

    assertThat(canceled(api.get(path), 0)).isEqualTo(1);
  }

  @Test
  void aCancellationThatIsTriedAgainAddsToWhatWasCanceledMeanwhile() {
    ApiRequest first =
        ApiRequest.post(path + "/cancellations", cancellation("1", 1))
            .key(RunningSandbox.fresh("key"));
    partners.answers(
        any(urlPathMatching("/" + BAZAAR + "/orders/.*/cancellation")),
        Faults.json(429, "{\"reason\": \"Later.\"}"));
    api.send(first).expect(503);
    partners.answers(BAZAAR, "/orders/.*/cancellation", "{}");
    post(path + "/cancellations", cancellation("1", 1)).expect(200);

    assertThat(canceled(api.send(first).expect(200).json(), 0)).isEqualTo(2);
  }

  @Test
  void ofCancellationsAndConfirmationsAtOnceEachUnitIsInOne() throws Exception {
    partners.answers(
        "heron", "/shipments", "{\"number\": \"%s\"}".formatted(RunningSandbox.fresh("n")));
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("carrier", "heron").put("service", "slow");
    String shipment = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).id();
    ObjectNode confirmation = Bodies.object().put("shipment_id", shipment);
    confirmation.withArray("line_items").addObject().put("line_item_id", "1").put("quantity", 2);

    List<ApiAnswer> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiAnswer>> all =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              i % 2 == 0
                                  ? post(path + "/cancellations", cancellation("1", 2))
                                  : post(path + "/shipment-confirmations", confirmation)))
              .toList();
      answers = all.stream().map(MarketplaceTest::answer).toList();
    }

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200)
        .allSatisfy(answer -> assertThat(answer.at("/code")).isEqualTo("state_conflict"));
    JsonNode quantity = api.get(path).at("/line_items/0/quantity");
    assertThat(quantity.path("canceled").asInt() + quantity.path("fulfilled").asInt()).isEqualTo(2);
    assertThat(partners.arrived(BAZAAR, "/orders/.*")).hasSize(1);
  }

  private static ApiAnswer answer(Future<ApiAnswer> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode refund(long amount) {
    ObjectNode body = Bodies.object().put("reason", "damaged");
    body.set("amount", Bodies.money(amount, "USD"));
    return body;
  }

  @Test
  void refundsOfAnOrderNeverExceedWhatItCameTo() {
    ApiAnswer first = post(path + "/refunds", refund(6000)).expect(201);

    assertThat(first.at("/status")).isEqualTo("succeeded");
    assertThat(first.at("/order_id")).isEqualTo(order.path("id").asText());
    assertThat(first.header("Location")).isEqualTo("/v1/refunds/" + first.id());

    ApiAnswer tooMuch = post(path + "/refunds", refund(4001)).expect(409);

    assertThat(tooMuch.at("/detail"))
        .isEqualTo(
            "At most 4000 minor units of the order are left to refund."
                + " Refunds of 6000 were made or are under way.");
    post(path + "/refunds", refund(4000)).expect(201);
    assertThat(partners.arrived(BAZAAR, "/orders/.*/refund")).hasSize(2);
    assertThat(api.all("/v1/refunds?order_id=" + order.path("id").asText())).hasSize(2);
  }

  @Test
  void whatDoesNotAddUpOrIsOfAnotherCurrencyIsNotRefunded() {
    ObjectNode lines = refund(500);
    lines
        .withArray("line_items")
        .addObject()
        .put("line_item_id", "1")
        .set("amount", Bodies.money(400, "USD"));
    ObjectNode euros = refund(500);
    euros.set("amount", Bodies.money(500, "EUR"));

    assertThat(post(path + "/refunds", lines).expect(409).at("/detail"))
        .isEqualTo("The amounts of the lines come to 400 minor units, and not to 500.");
    assertThat(post(path + "/refunds", euros).expect(409).at("/detail")).contains("in USD");
    assertThat(partners.arrived(BAZAAR, "/orders/.*/refund")).isEmpty();
  }

  @Test
  void refundsAtOnceCanNotHaveTheSameMoneyTwice() {
    List<ApiAnswer> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          IntStream.range(0, 5)
              .mapToObj(i -> threads.submit(() -> post(path + "/refunds", refund(4000))))
              .toList()
              .stream()
              .map(MarketplaceTest::answer)
              .toList();
    }

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
    assertThat(partners.arrived(BAZAAR, "/orders/.*/refund")).hasSize(2);
  }

  private ApiAnswer publish(String sku, int available, String asOf) {
    ObjectNode body = Bodies.object().put("partner", BAZAAR).put("sku", sku);
    body.put("available", available);
    if (!asOf.isEmpty()) {
      body.put("as_of", asOf);
    }
    return api.send(
        ApiRequest.post("/v1/inventory-levels", body)
            .method("PUT")
            .key(RunningSandbox.fresh("key")));
  }

  @Test
  void anInventoryLevelIsCreatedOnceAndThenChanged() {
    String sku = RunningSandbox.fresh("sku");

    ApiAnswer first = publish(sku, 17, "2026-11-22T10:00:00Z").expect(200);
    ApiAnswer second = publish(sku, 12, "2026-11-22T11:00:00.5Z").expect(200);

    assertThat(first.at("/status")).isEqualTo("published");
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.json().path("available").asInt()).isEqualTo(12);

    ApiAnswer older = publish(sku, 15, "2026-11-22T11:00:00.4Z").expect(409);

    assertThat(older.at("/detail"))
        .contains("2026-11-22T11:00:00.5Z", "2026-11-22T11:00:00.4Z", "older");
    JsonNode level = api.get("/v1/inventory-levels/" + first.id());
    assertThat(level.path("available").asInt()).isEqualTo(12);
    assertThat(partners.arrived(BAZAAR, "/stock/" + sku)).hasSize(2);
  }

  @Test
  void firstPublicationsAtOnceMakeOneLevel() {
    String sku = RunningSandbox.fresh("sku");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 5)
          .mapToObj(i -> threads.submit(() -> publish(sku, i, "")))
          .toList()
          .forEach(MarketplaceTest::answer);
    }

    assertThat(
            api.all("/v1/inventory-levels?partner=" + BAZAAR).stream()
                .filter(level -> level.path("sku").asText().equals(sku)))
        .hasSize(1);
  }

  @Test
  void aFigureThatTheMarketplaceRefusesIsShownAsFailedAndMayBeToldAgain() {
    String sku = RunningSandbox.fresh("sku");
    partners.answers(
        any(urlPathMatching("/" + BAZAAR + "/stock/.*")),
        Faults.json(422, "{\"code\": \"none\", \"reason\": \"No such offer.\"}"));

    ApiAnswer refused = publish(sku, 3, "").expect(422);

    assertThat(refused.at("/failure")).isEqualTo("declined");
    JsonNode level =
        api.all("/v1/inventory-levels?status=failed").stream()
            .filter(one -> one.path("sku").asText().equals(sku))
            .findFirst()
            .orElseThrow();
    assertThat(level.at("/error/message").asText()).isEqualTo("No such offer.");
    partners.answers(BAZAAR, "/stock/.*", "{}");
    assertThat(publish(sku, 3, "").expect(200).json().has("error")).isFalse();
  }

  private static ObjectNode returnNews(String number, String order, String state) {
    ObjectNode news = Bodies.object();
    news.put("id", RunningSandbox.fresh("news")).put("kind", "return").put("number", number);
    news.put("state", state).put("at", "2026-11-25T10:00:00Z").put("order", order);
    news.putArray("lines").addObject().put("line", "r1").put("units", 2);
    return news;
  }

  private JsonNode returned(String number) {
    return Await.until(
        "the return is there",
        () ->
            api.all("/v1/returns").stream()
                .filter(one -> one.at("/partner_refs/0/value").asText().equals(number))
                .findFirst()
                .orElse(null),
        Objects::nonNull);
  }

  @Test
  void aReturnBelongsToItsOrderWhicheverIsToldFirst() {
    String early = RunningSandbox.fresh("return");
    String lateOrder = RunningSandbox.fresh("order");
    partners.tell(BAZAAR, returnNews(early, lateOrder, "in_transit"));

    assertThat(returned(early).has("order_id")).isFalse();

    partners.tell(BAZAAR, SeveralPartners.orderNews(lateOrder, "created", "2026-11-22T10:00:00Z"));
    JsonNode linked =
        Await.until("its order is known", () -> returned(early), one -> one.has("order_id"));
    assertThat(api.get("/v1/orders/" + linked.path("order_id").asText()).path("order_number"))
        .hasToString("\"" + lateOrder + "\"");
    assertThat(api.all("/v1/returns?order_id=" + linked.path("order_id").asText())).hasSize(1);

    String late = RunningSandbox.fresh("return");
    partners.tell(BAZAAR, returnNews(late, order.path("order_number").asText(), "in_transit"));
    assertThat(returned(late).path("order_id")).isEqualTo(order.path("id"));
  }

  @Test
  void aReturnIsDecidedLineByLine() {
    String number = RunningSandbox.fresh("return");
    partners.tell(BAZAAR, returnNews(number, order.path("order_number").asText(), "in_transit"));
    String id = returned(number).path("id").asText();
    ObjectNode one = Bodies.object().put("decision", "received");
    one.putArray("line_items").addObject().put("line_item_id", "r1").put("quantity", 1);
    ObjectNode tooMany = one.deepCopy();
    ((ObjectNode) tooMany.at("/line_items/0")).put("quantity", 3);

    assertThat(post("/v1/returns/" + id + "/decision", tooMany).expect(409).at("/detail"))
        .contains("of line r1 there are 2");
    assertThat(post("/v1/returns/" + id + "/decision", one).expect(200).at("/status"))
        .isEqualTo("partially_received");
    ApiAnswer all =
        post("/v1/returns/" + id + "/decision", Bodies.object().put("decision", "received"))
            .expect(200);
    assertThat(all.at("/status")).isEqualTo("received");
    assertThat(all.at("/line_items/0/status")).isEqualTo("received");
    assertThat(partners.arrived(BAZAAR, "/returns/.*/decision")).hasSize(2);
  }
}
