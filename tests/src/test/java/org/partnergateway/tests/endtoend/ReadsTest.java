package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SharesSandbox
class ReadsTest {
  private final RunningSandbox sandbox;
  private final Api api;

  ReadsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  private static List<String> ids(Iterable<JsonNode> entries) {
    List<String> ids = new ArrayList<>();
    entries.forEach(entry -> ids.add(entry.path("id").asText()));
    return ids;
  }

  /** Every entry, by pages of a few, in the order in which they are given. */
  private List<JsonNode> paged(String target, int limit) {
    List<JsonNode> all = new ArrayList<>();
    String page = target + (target.contains("?") ? "&" : "?") + "limit=" + limit;
    String cursor = "";
    while (true) {
      JsonNode answer = api.get(page + cursor);
      assertThat(answer.path("data").size()).isLessThanOrEqualTo(limit);
      answer.path("data").forEach(all::add);
      if (!answer.has("next_cursor") || answer.path("data").isEmpty()) {
        return all;
      }
      cursor = "&cursor=" + answer.path("next_cursor").asText();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/orders?status=confirmed, 7",
    "/v1/orders, 50",
    "/v1/partners, 1",
    "/v1/events, 13"
  })
  void pagesMissNothingAndRepeatNothing(String target, int limit) {
    List<String> whole = ids(paged(target, 200));
    List<String> pages = ids(paged(target, limit));

    assertThat(pages).doesNotHaveDuplicates().containsAll(whole);
    assertThat(pages.subList(0, limit))
        .isEqualTo(ids(api.get(separate(target, limit)).path("data")));
  }

  private static String separate(String target, int limit) {
    return target + (target.contains("?") ? "&" : "?") + "limit=" + limit;
  }

  @Test
  void listsGoFromTheNewestToTheOldest() {
    assertThat(api.all("/v1/orders"))
        .extracting(order -> order.path("created_at").asText())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void listsKeepToTheirFilters() {
    ApiAnswer payment = sandbox.captured();
    String order = payment.at("/order_id");
    ApiAnswer refund =
        api.post("/v1/refunds", RunningSandbox.fresh("refund"), paymentId(payment)).expect(201);
    ApiAnswer other =
        api.post("/v1/refunds", RunningSandbox.fresh("refund"), paymentId(sandbox.captured()))
            .expect(201);
    ApiAnswer shipment = sandbox.booked();

    assertThat(ids(api.all("/v1/payments?order_id=" + order))).containsExactly(payment.id());
    assertThat(ids(api.all("/v1/payments?status=captured"))).contains(payment.id());
    assertThat(ids(api.all("/v1/payments?status=authorized"))).doesNotContain(payment.id());
    assertThat(ids(api.all("/v1/payments?partner=ups"))).isEmpty();
    assertThat(ids(api.all("/v1/refunds?payment_id=" + payment.id())))
        .containsExactly(refund.id())
        .doesNotContain(other.id());
    assertThat(ids(api.all("/v1/shipments?partner=ups"))).contains(shipment.id());
    assertThat(ids(api.all("/v1/shipments?partner=stripe"))).isEmpty();
    assertThat(ids(api.all("/v1/shipments?status=voided"))).doesNotContain(shipment.id());
    assertThat(ids(api.all("/v1/orders?partner=amazon"))).contains(order);
    assertThat(ids(api.all("/v1/orders?partner=stripe"))).isEmpty();
    assertThat(api.all("/v1/events?type=org.partnergateway.refund.created.v1"))
        .extracting(event -> event.path("subject").asText())
        .contains(refund.id(), other.id())
        .allMatch(subject -> subject.startsWith("ref_"));
    assertThat(api.all("/v1/operations?status=succeeded"))
        .extracting(operation -> operation.at("/resource/id").asText())
        .contains(payment.id(), refund.id(), shipment.id());
    assertThat(ids(api.all("/v1/partners?kind=carrier")))
        .contains("ups")
        .doesNotContain("amazon", "stripe");
  }

  private static JsonNode paymentId(ApiAnswer payment) {
    return Bodies.object().put("payment_id", payment.id());
  }

  @Test
  void eventsGoOnFromTheCursor() {
    String cursor = "";
    JsonNode page;
    do {
      page = api.get("/v1/events?limit=200" + cursor);
      cursor = "&cursor=" + page.path("next_cursor").asText();
    } while (!page.path("data").isEmpty());

    ApiAnswer payment = sandbox.authorized();

    String from = cursor;
    assertThat(
            Await.until(
                "the new events are there",
                () -> api.get("/v1/events?limit=200" + from).path("data"),
                data -> data.size() >= 2))
        .extracting(event -> event.path("subject").asText())
        .contains(payment.id());
  }

  @Test
  void aLabelIsGivenInItsMediaType() {
    ApiAnswer shipment = sandbox.booked();

    ApiAnswer label = api.send(ApiRequest.get(shipment.at("/documents/0/href"))).expect(200);

    assertThat(label.header("Content-Type")).isEqualTo("application/zpl");
    assertThat(label.text()).startsWith("^XA").contains(shipment.at("/tracking_number"));
    assertThat(api.send(ApiRequest.get("/v1/shipments/" + shipment.id() + "/label")).body())
        .isEqualTo(label.body());
    api.send(ApiRequest.get("/v1/shipments/" + shipment.id() + "/label?parcel=9")).expect(404);
  }

  @Test
  void aLabelThatIsNotHeldIsFetchedAgain() {
    ApiAnswer shipment = sandbox.booked();
    sandbox.store().forgetLabels(shipment.id());

    ApiAnswer label = api.send(ApiRequest.get("/v1/shipments/" + shipment.id() + "/label"));

    assertThat(label.status()).isEqualTo(200);
    assertThat(
            sandbox.arrivals().count("POST", "/ups/api/labels/.*", shipment.at("/tracking_number")))
        .isEqualTo(1);
  }

  @Test
  void aVoidedShipmentHasNoLabel() {
    ApiAnswer shipment = sandbox.booked();
    String path = "/v1/shipments/" + shipment.id();
    long before = sandbox.effects().get("ups voids");

    ApiAnswer voided =
        api.post(path + "/void", RunningSandbox.fresh("void"), Bodies.object()).expect(200);

    assertThat(voided.at("/status")).isEqualTo("voided");
    assertThat(api.get(path).path("status").asText()).isEqualTo("voided");
    assertThat(sandbox.effects().get("ups voids")).isEqualTo(before + 1);
    api.send(ApiRequest.get(path + "/label")).expect(409);
    api.post(path + "/void", RunningSandbox.fresh("void"), Bodies.object()).expect(409);
  }

  @Test
  void trackingIsListedNewestFirstAndAskedLive() {
    ApiAnswer shipment = sandbox.booked();
    String number = shipment.at("/tracking_number");
    String list = "/v1/shipments/" + shipment.id() + "/tracking";
    Await.until(
        "it is delivered",
        () -> api.get("/v1/shipments/" + shipment.id()).path("tracking_status").asText(),
        "delivered"::equals);

    List<JsonNode> events = api.all(list);

    assertThat(events.size()).isGreaterThanOrEqualTo(2);
    assertThat(events.getFirst().path("type").asText()).isEqualTo("delivered");
    assertThat(ids(paged(list, 1))).isEqualTo(ids(events));
    JsonNode live = api.get("/v1/tracking/ups/" + number).path("tracking_events");
    assertThat(live.path(0).path("type").asText()).isEqualTo("delivered");
    assertThat(live.size()).isGreaterThanOrEqualTo(events.size());
    ApiAnswer unknown = api.send(ApiRequest.get("/v1/tracking/ups/1ZA1B2C30399999999"));
    assertThat(unknown.expect(422).at("/code")).isEqualTo("partner_declined");
  }

  @Test
  void ratesAreGivenForEveryService() {
    ApiAnswer rates =
        api.post("/v1/rates", null, Bodies.rates(RunningSandbox.fresh("Reader"))).expect(200);

    assertThat(rates.json().path("rates"))
        .filteredOn(rate -> rate.path("carrier").asText().equals("ups"))
        .hasSizeGreaterThan(1);
    assertThat(rates.json().path("rates"))
        .allSatisfy(rate -> assertThat(rate.at("/total_charge/amount").asLong()).isPositive());
  }

  @Test
  void partnersSayWhatTheyCanBeAsked() {
    assertThat(ids(api.all("/v1/partners"))).contains("amazon", "stripe", "ups");
    JsonNode ups = api.get("/v1/partners/ups");
    assertThat(ups.path("kind").asText()).isEqualTo("carrier");
    assertThat(ups.path("operations"))
        .extracting(JsonNode::asText)
        .contains("get-rates", "book-shipment", "void-shipment", "track-shipment");
  }

  @Test
  void aRefreshedOrderIsAsTheMarketplaceHasIt() {
    JsonNode order = sandbox.freshOrder();

    ApiAnswer refreshed =
        api.post("/v1/orders/" + order.path("id").asText() + "/refresh", null, Bodies.object())
            .expect(200);

    assertThat(refreshed.id()).isEqualTo(order.path("id").asText());
    assertThat(refreshed.json().path("line_items")).isEqualTo(order.path("line_items"));
  }

  @Test
  void aCanceledPaymentIsNotCaptured() {
    String path = "/v1/payments/" + sandbox.authorized().id();

    ApiAnswer canceled =
        api.post(path + "/cancel", RunningSandbox.fresh("cancel"), Bodies.object()).expect(200);

    assertThat(canceled.at("/status")).isEqualTo("canceled");
    api.post(path + "/capture", RunningSandbox.fresh("capture"), Bodies.object()).expect(409);
    assertThat(api.get(path).path("status").asText()).isEqualTo("canceled");
  }

  @Test
  void refundsAddUpToWhatWasTaken() {
    ApiAnswer payment = sandbox.captured();
    String path = "/v1/payments/" + payment.id();
    ApiAnswer part =
        api.post(
                "/v1/refunds",
                RunningSandbox.fresh("refund"),
                Bodies.object()
                    .put("payment_id", payment.id())
                    .set("amount", Bodies.money(1000, "USD")))
            .expect(201);
    ApiAnswer rest =
        api.post("/v1/refunds", RunningSandbox.fresh("refund"), paymentId(payment)).expect(201);

    assertThat(part.at("/status")).isEqualTo("succeeded");
    assertThat(rest.at("/amount/amount")).isEqualTo("1500");
    assertThat(api.get("/v1/refunds/" + rest.id())).isEqualTo(rest.json());
    Await.until(
        "all is given back",
        () -> api.get(path).at("/refunded_amount/amount").asLong(),
        amount -> amount == 2500);
    api.post("/v1/refunds", RunningSandbox.fresh("refund"), paymentId(payment)).expect(409);
  }

  @Test
  void theOpenApiDocumentIsOnePieceWithoutFault() {
    ApiAnswer document =
        api.send(ApiRequest.get("/v1/openapi.yaml").header("Authorization", "")).expect(200);

    assertThat(document.header("Content-Type")).startsWith("application/yaml");
    assertThat(document.text()).doesNotContain("$ref: schemas/").doesNotContain("$ref: \"schemas/");
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read =
        new OpenAPIV3Parser().readContents(document.text(), List.of(), options);
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getPaths()).containsKey("/v1/shipments/{shipment_id}/label");
  }

  @Test
  void theAsyncApiDocumentIsOnePiece() {
    ApiAnswer document = api.send(ApiRequest.get("/v1/asyncapi.yaml")).expect(200);

    assertThat(document.text()).startsWith("asyncapi:").doesNotContain("$ref: schemas/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness"})
  void itIsReady(String path) {
    assertThat(sandbox.meters().get(path).statusCode()).isEqualTo(200);
    assertThat(sandbox.meters().get(path).body()).contains("\"status\":\"UP\"");
  }
}
