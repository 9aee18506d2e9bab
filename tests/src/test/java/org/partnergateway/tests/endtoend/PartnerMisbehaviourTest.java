package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults are put in front of a partner for the requests of one test alone. */
class PartnerMisbehaviourTest {
  private static final String SHIP = "/ups/api/shipments/.*";
  private static final String RATE = "/ups/api/rating/.*";
  private static final String INTENTS = "/stripe/v1/payment_intents";
  private static final String TOKEN = "/ups/security/v1/oauth/token";

  private static RunningSandbox own;

  private final RunningSandbox sandbox;
  private final Api api;
  private final String reader = RunningSandbox.fresh("Reader");
  private final String key = RunningSandbox.fresh("key");
  private final List<StubMapping> faults = new ArrayList<>();

  /**
   * Its own: what the gateway learns of misbehaving partners holds for minutes, and slows others.
   */
  @BeforeAll
  static void start() {
    own = new RunningSandbox();
  }

  @AfterAll
  static void stop() throws IOException {
    own.close();
  }

  PartnerMisbehaviourTest() {
    this.sandbox = own;
    this.api = own.api();
  }

  @AfterEach
  void mend() {
    faults.forEach(sandbox.wireMock()::removeStub);
    // So that the faults of several tests together open no breaker.
    for (int i = 0; i < 3; i++) {
      api.post("/v1/rates", null, Bodies.rates("Reader").put("carrier", "ups")).expect(200);
      sandbox.booked();
    }
  }

  private void always(String path, String marker, ResponseDefinitionBuilder answer) {
    fault(any(urlPathMatching(path)), marker, answer);
  }

  private void once(String path, String marker, ResponseDefinitionBuilder answer) {
    fault(
        any(urlPathMatching(path))
            .inScenario(marker)
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("over"),
        marker,
        answer);
  }

  private void fault(MappingBuilder mapping, String marker, ResponseDefinitionBuilder answer) {
    if (!marker.startsWith("/")) {
      mapping.withRequestBody(containing(marker));
    }
    faults.add(sandbox.wireMock().stubFor(mapping.willReturn(answer).atPriority(1)));
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  private ApiAnswer book() {
    return api.post("/v1/shipments", key, Bodies.booking(reader));
  }

  private JsonNode operation(ApiAnswer problem) {
    return api.get("/v1/operations/" + problem.at("/operation_id"));
  }

  @Test
  void aRefusalBecauseItIsDoneAlreadyMeansThatItIsDone() {
    String shipment = "/v1/shipments/" + book().expect(201).at("/id");
    fault(
        any(urlPathMatching("/ups/api/shipments/.*/void/.*")),
        "/void",
        json(
            400,
            "{\"response\": {\"errors\": [{\"code\": \"190117\", \"message\": \"Voided before\"}]}}"));

    ApiAnswer answer =
        api.post(shipment + "/void", RunningSandbox.fresh("void"), Bodies.object()).expect(200);

    assertThat(answer.at("/status")).isEqualTo("voided");
  }

  static Stream<Arguments> brokenAnswers() {
    return Stream.of(
        Arguments.argumentSet(
            "a field of another type",
            json(200, "{\"ShipmentResponse\": {\"ShipmentResults\": 7}}")),
        Arguments.argumentSet("nothing that is asked for", json(200, "{}")),
        Arguments.argumentSet("half a document", json(200, "{\"ShipmentResponse\":")),
        Arguments.argumentSet("nothing at all", aResponse().withStatus(200)),
        Arguments.argumentSet(
            "a web page",
            aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html></html>")),
        Arguments.argumentSet("an undeclared status", json(299, "{}")));
  }

  @ParameterizedTest
  @MethodSource("brokenAnswers")
  void anAnswerThatBreaksItsContractIsKeptAndNotApplied(ResponseDefinitionBuilder broken) {
    Map<String, Long> effects = sandbox.effects();
    always(SHIP, reader, broken);

    ApiAnswer answer = book().expect(502);

    assertThat(answer.at("/code")).isEqualTo("partner_contract_violation");
    JsonNode operation = operation(answer);
    assertThat(operation.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(sandbox.store().violations(answer.at("/operation_id"))).isEqualTo(1);
    JsonNode shipment = api.get(operation.at("/resource/href").asText());
    assertThat(shipment.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(shipment.has("tracking_number")).isFalse();
    assertThat(shipment.has("documents")).isFalse();
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
    assertThat(sandbox.effects()).isEqualTo(effects);
  }

  static Stream<Arguments> noAnswers() {
    return Stream.of(
        Arguments.argumentSet("500", aResponse().withStatus(500)),
        Arguments.argumentSet("502 with a page", aResponse().withStatus(502).withBody("<html>")),
        Arguments.argumentSet(
            "a reset connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.argumentSet("an empty response", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.argumentSet(
            "half a response", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void aBookingWithoutAnAnswerIsParkedAndNeverRepeated(ResponseDefinitionBuilder fault) {
    always(SHIP, reader, fault);

    ApiAnswer answer = book().expect(504);

    assertThat(answer.at("/code")).isEqualTo("outcome_unknown");
    assertThat(api.all("/v1/operations?status=outcome_unknown"))
        .extracting(operation -> operation.path("id").asText())
        .contains(answer.at("/operation_id"));
    ApiAnswer again = book().expect(409);
    assertThat(again.at("/operation_id")).isEqualTo(answer.at("/operation_id"));
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
  }

  @Test
  void aPaymentWithoutAnAnswerIsRepeatedUnderThePartnersKey() {
    String payer = RunningSandbox.fresh("payment");
    long before = sandbox.effects().get("stripe authorizations");
    once(INTENTS, payer, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    ApiAnswer payment =
        api.post(
            "/v1/payments", key, Bodies.payment(sandbox.freshOrder(), Bodies.GOOD_CARD, payer));

    assertThat(payment.expect(201).at("/status")).isEqualTo("authorized");
    assertThat(sandbox.arrivals().authorizations(payer)).isEqualTo(2);
    assertThat(sandbox.effects().get("stripe authorizations")).isEqualTo(before + 1);
  }

  @Test
  void aLimitIsWaitedFor() {
    once(SHIP, reader, json(429, UPS_BUSY).withHeader("Retry-After", "1"));

    assertThat(book().expect(201).at("/status")).isEqualTo("purchased");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(2);
  }

  private static final String UPS_BUSY =
      "{\"response\":{\"errors\":[{\"code\":\"10429\",\"message\":\"Too Many Requests\"}]}}";

  @Test
  void aLimitThatLastsIsToldWithATimeAndTheSameKeyMayBeUsedAgain() {
    long before = sandbox.effects().get("ups shipments");
    always(SHIP, reader, json(429, UPS_BUSY).withHeader("Retry-After", "1"));

    ApiAnswer answer = book().expect(503);

    assertThat(answer.at("/code")).isEqualTo("partner_rate_limited");
    assertThat(Integer.parseInt(String.valueOf(answer.header("Retry-After")))).isBetween(1, 60);
    faults.forEach(sandbox.wireMock()::removeStub);
    assertThat(book().expect(201).at("/status")).isEqualTo("purchased");
    assertThat(sandbox.effects().get("ups shipments")).isEqualTo(before + 1);
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    int tokens = sandbox.arrivals().count("POST", TOKEN, "");
    once(
        SHIP,
        reader,
        json(
            401,
            "{\"response\":{\"errors\":[{\"code\":\"250002\",\"message\":\"Invalid token\"}]}}"));

    assertThat(book().expect(201).at("/status")).isEqualTo("purchased");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(2);
    assertThat(sandbox.arrivals().count("POST", TOKEN, "")).isEqualTo(tokens + 1);
  }

  @Test
  void aLookUpThatFailsOnceIsRepeated() {
    once(RATE, reader, aResponse().withStatus(500));

    api.post("/v1/rates", null, Bodies.rates(reader).put("carrier", "ups")).expect(200);

    assertThat(sandbox.arrivals().rateRequests(reader)).isEqualTo(2);
  }

  @Test
  void aLookUpThatKeepsFailingSaysWhenToAskAgain() {
    always(RATE, reader, aResponse().withStatus(503));

    ApiAnswer answer =
        api.post("/v1/rates", null, Bodies.rates(reader).put("carrier", "ups")).expect(503);

    assertThat(answer.at("/code")).isEqualTo("partner_unavailable");
    assertThat(answer.at("/partner")).isEqualTo("ups");
    assertThat(answer.header("Retry-After")).isNotNull();
    assertThat(sandbox.arrivals().rateRequests(reader)).isBetween(2, 3);
  }

  @Test
  void aLookUpAnsweredOutsideTheContractIsKept() {
    String mark = RunningSandbox.fresh("broken");
    always(RATE, reader, json(200, "{\"RateResponse\": \"" + mark + "\"}"));

    ApiAnswer answer =
        api.post("/v1/rates", null, Bodies.rates(reader).put("carrier", "ups")).expect(502);

    assertThat(answer.at("/code")).isEqualTo("partner_contract_violation");
    assertThat(sandbox.store().violationsWith(mark)).isEqualTo(1);
  }

  @Test
  void anOrderAnsweredOutsideTheContractStaysAsItWas() {
    JsonNode order = sandbox.freshOrder();
    String path = "/amazon/orders/2026-01-01/orders/" + order.path("order_number").asText();
    always(path, path, json(200, "{\"order\": {\"orderId\": 7}}"));

    String ours = "/v1/orders/" + order.path("id").asText();
    ApiAnswer answer = api.post(ours + "/refresh", null, Bodies.object()).expect(502);

    assertThat(answer.at("/code")).isEqualTo("partner_contract_violation");
    assertThat(api.get(ours)).isEqualTo(order);
  }
}
