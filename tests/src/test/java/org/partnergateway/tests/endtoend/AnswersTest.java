package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;

/**
 * Two carriers that are only data. Ravens give labels in several parts, or where a link leads,
 * later perhaps; owls want papers first, and then think about it.
 */
@Order(1)
class AnswersTest {
  private static final String TOKEN = "canary-token-7f21aa";
  private static final String SECRET = "tell-nobody";
  private static final String SCANS = "application/vnd.wren.scans+xml";
  private static final String ONE_SCAN =
      "<scans xmlns='urn:wren' id='%s'><scan><kind>fed</kind><at>2026-11-23T09:00:00Z</at>"
          + "<weight>1.10</weight></scan></scans>";
  private static final String BUNDLE =
      "src/test/resources/org/partnergateway/tests/endtoend/answers";
  private static final String PDF = "%PDF-1.7 a label";
  private static final String LABEL = "/artifact/1?size=4x6";

  @TempDir private static Path directory;
  private static WireMockServer far;
  private static WireMockServer elsewhere;
  private static Sandbox sandbox;
  private static Api api;
  private static Store store;

  private final String key = RunningSandbox.fresh("key");

  @BeforeAll
  static void start() {
    far = server();
    elsewhere = server();
    sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.api.clients.sandbox.token", TOKEN)
                .with("gateway.definitions", Path.of(BUNDLE).toAbsolutePath().toString())
                .with("gateway.partners.raven.base-url", far.baseUrl())
                .with("gateway.partners.raven.credentials.token", "caw-caw")
                .with("gateway.partners.owl.base-url", far.baseUrl())
                .with("gateway.partners.owl.credentials.token", "hoo-hoo")
                .with("gateway.partners.wren.base-url", far.baseUrl())
                .with("gateway.partners.wren.credentials.token", SECRET));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
    store = new Store(sandbox.gateway());
  }

  private static WireMockServer server() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    return server;
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    far.stop();
    elsewhere.stop();
  }

  @BeforeEach
  void forget() {
    far.resetAll();
    elsewhere.resetAll();
  }

  @Test
  void aLabelThatComesInPartsIsKept() {
    far.stubFor(
        post(urlEqualTo("/shipments"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "multipart/form-data; boundary=\"a b\"")
                    .withBody(
                        String.join(
                            "\r\n",
                            "--a b",
                            "Content-Disposition: form-data; name=\"meta\"",
                            "Content-Type: application/json",
                            "",
                            "{\"number\": \"R1\"}",
                            "--a b",
                            "Content-Disposition: attachment; filename=\"label.pdf\"",
                            "Content-Type: application/pdf",
                            "",
                            PDF,
                            "--a b--",
                            ""))));

    ApiAnswer booked = book("raven").expect(201);

    assertThat(booked.at("/status")).isEqualTo("purchased");
    assertThat(booked.at("/tracking_number")).isEqualTo("R1");
    assertThat(label(booked).expect(200).text()).isEqualTo(PDF);
  }

  @Test
  void xmlIsReadAsTheContractSays() {
    xml(SCANS, ONE_SCAN.formatted("S1"));

    JsonNode events = api.get("/v1/tracking/wren/W1").path("tracking_events");

    assertThat(events).hasSize(1);
    assertThat(events.at("/0/type").asText()).isEqualTo("delivered");
    assertThat(events.at("/0/reason").asText()).isEqualTo("1.10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | <html><body>Down for repair</body></html> | is text/html",
        "application/vnd.wren.scans+xml | <scans xmlns='urn:wren' id='1'><scan> | line 1, column",
        "application/vnd.wren.scans+xml | <error>no</error> | the document is <error>",
        "application/vnd.wren.scans+xml | <scans xmlns='urn:wren' id='1'/> | must have the"
            + " property",
        "application/vnd.wren.scans+xml | <scans xmlns='urn:wren' id='1'><scan>fed</scan></scans> |"
            + " must be an object",
        "text/xml | <scans xmlns='urn:wren'"
            + " id='1'><scan><kind>fed</kind><at>2026-11-23T09:00:00Z</at></scan></scans> | must be"
            + " application/vnd.wren.scans+xml",
      })
  void anotherDocumentOrMediaTypeIsToldAsWhatItIs(String mediaType, String body, String told) {
    xml(mediaType, body);

    ApiAnswer answer = api.send(ApiRequest.get("/v1/tracking/wren/W1")).expect(502);

    assertThat(answer.at("/failure")).isEqualTo("contract_violation");
    assertThat(answer.json().path("errors").toString()).contains(told);
  }

  private static void xml(String mediaType, String body) {
    far.stubFor(
        get(urlEqualTo("/scans/W1"))
            .willReturn(aResponse().withHeader("Content-Type", mediaType).withBody(body)));
  }

  @Test
  void aMessageInXmlIsKeptAndAppliedOnce() {
    String id = RunningSandbox.fresh("scan");

    deliver(ONE_SCAN.formatted(id)).expect(200);
    deliver(ONE_SCAN.formatted(id)).expect(200);

    JsonNode kept =
        Await.until(
            "the message is applied",
            () -> api.get("/v1/messages?partner=wren&status=applied").path("data"),
            all -> all.size() == 1);
    JsonNode message = api.get("/v1/messages/" + kept.at("/0/id").asText());
    assertThat(message.path("body_text").asText()).isEqualTo(ONE_SCAN.formatted(id));
  }

  @Test
  void aMessageThatIsNoXmlOrAnotherIsRefusedWithItsPlace() {
    assertThat(deliver("<scans xmlns='urn:wren' id='1'>").expect(400).text())
        .contains("not well-formed XML")
        .contains("line 1, column");
    assertThat(
            deliver("<!DOCTYPE scans [<!ENTITY a 'b'>]><scans xmlns='urn:wren'/>")
                .expect(400)
                .text())
        .contains("a document type, which is not read");
    assertThat(
            deliver("<scans xmlns='urn:wren' id='1'><scan><kind>sung</kind></scan></scans>").text())
        .contains("/scan/0/kind");
  }

  private static ApiAnswer deliver(String body) {
    return api.send(
        ApiRequest.post("/partners/wren/webhooks", body)
            .header("Content-Type", SCANS)
            .header("wren-secret", SECRET));
  }

  @Test
  void partsThatCanBeReadInTwoWaysLeaveTheBookingInDoubt() {
    far.stubFor(
        post(urlEqualTo("/shipments"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Content-Type", "multipart/form-data; boundary=x")
                    .withBody("--x\r\n\r\n{}\r\n--xy\r\n\r\n{}\r\n--x--")));

    ApiAnswer answer = book("raven").expect(502);

    assertThat(answer.at("/failure")).isEqualTo("contract_violation");
    assertThat(store.violations(answer.at("/operation_id"))).isEqualTo(1);
    assertThat(api.get("/v1/operations/" + answer.at("/operation_id")).path("status").asText())
        .isEqualTo("outcome_unknown");
  }

  @Test
  void aLabelIsFetchedFromWhereItsLinkLeads() {
    booksWithLink(far.baseUrl() + LABEL);
    far.stubFor(get(urlEqualTo(LABEL)).willReturn(pdf()));

    ApiAnswer booked = book("raven").expect(201);

    assertThat(booked.json().at("/documents/0").has("link")).as("told to callers").isFalse();
    assertThat(label(booked).expect(200).text()).isEqualTo(PDF);
    assertThat(label(booked).expect(200).header("Content-Type")).isEqualTo("application/pdf");
    far.verify(
        1,
        getRequestedFor(urlEqualTo(LABEL))
            .withHeader("Authorization", equalTo("Bearer caw-caw"))
            .withHeader("Accept", equalTo("application/pdf")));
    far.verify(1, postRequestedFor(urlEqualTo("/shipments")));
  }

  @Test
  void aLabelThatIsNotReadyIsAskedForAgainByItself() {
    booksWithLink(far.baseUrl() + LABEL);
    labelAnswers(aResponse().withStatus(202), soon(), aResponse().withStatus(500), pdf());

    ApiAnswer booked = book("raven").expect(201);

    assertThat(booked.at("/status")).isEqualTo("purchased");
    Await.until(
        "it was asked for until it was there",
        () -> far.countRequestsMatching(getRequestedFor(urlEqualTo(LABEL)).build()).getCount(),
        count -> count == 4);
    assertThat(Await.until("it is kept", () -> label(booked), one -> one.status() == 200).text())
        .isEqualTo(PDF);
    far.verify(4, getRequestedFor(urlEqualTo(LABEL)));
    far.verify(1, postRequestedFor(urlEqualTo("/shipments")));
    assertThat(api.get("/v1/shipments/" + booked.id()).path("status").asText())
        .isEqualTo("purchased");
  }

  @Test
  void whoWaitsForALabelIsToldWhenToAskAndTheCarrierIsNotAskedBefore() {
    booksWithLink(far.baseUrl() + LABEL);
    far.stubFor(
        get(urlEqualTo(LABEL))
            .willReturn(aResponse().withStatus(202).withHeader("Retry-After", "3600")));
    ApiAnswer booked = book("raven").expect(201);

    ApiAnswer missing =
        Await.until(
            "the carrier has said when",
            () -> label(booked),
            one -> Integer.parseInt(String.valueOf(one.header("Retry-After"))) > 3000);

    assertThat(missing.status()).isEqualTo(503);
    assertThat(missing.at("/detail")).contains("raven has not given the paper yet");
    far.verify(1, getRequestedFor(urlEqualTo(LABEL)));
  }

  @Test
  void aLinkToAHostThatThePartnerDoesNotNameIsNotFollowed() {
    booksWithLink(elsewhere.baseUrl() + LABEL);

    ApiAnswer booked = book("raven").expect(201);

    JsonNode fetch =
        Await.until(
            "it was given up",
            () -> fetchOf(booked),
            one -> one.path("status").asText().equals("dead_letter"));
    assertThat(fetch.at("/problem/detail").asText()).contains("may not be reached at");
    assertThat(elsewhere.getAllServeEvents()).isEmpty();
    assertThat(api.get("/v1/shipments/" + booked.id()).path("status").asText())
        .isEqualTo("purchased");
  }

  @Test
  void aWriteThatThePartnerWorksOnIsAskedForUntilItIsDone() {
    owlTakesIt("p1");
    processAnswers(
        "p1",
        process("p1", "PENDING", ""),
        aResponse().withStatus(500),
        process("p1", "SUCCESS", ", \"number\": \"O1\""));

    ApiAnswer booked = book("owl").expect(201);

    assertThat(booked.at("/status")).isEqualTo("purchased");
    assertThat(booked.at("/tracking_number")).isEqualTo("O1");
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
    far.verify(3, getRequestedFor(urlEqualTo("/processes/p1")));
    ApiAnswer again = book("owl").expect(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.text()).isEqualTo(booked.text());
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
  }

  @Test
  void stepsAreTakenBeforeItAndOnlyThePartnerIsToldWhoAsks() {
    owlTakesIt("p2");
    processAnswers("p2", process("p2", "SUCCESS", ", \"number\": \"O2\""));

    book("owl").expect(201);

    far.verify(
        1,
        postRequestedFor(urlEqualTo("/drafts"))
            .withHeader("Authorization", equalTo("Bearer hoo-hoo")));
    far.verify(
        1,
        putRequestedFor(urlEqualTo("/upload/7?signature=x%2Fy"))
            .withHeader("Authorization", absent())
            .withRequestBody(equalToJson("{\"to\": \"Reader\"}")));
    far.verify(
        1,
        postRequestedFor(urlEqualTo("/flights"))
            .withHeader("Authorization", equalTo("Bearer hoo-hoo"))
            .withRequestBody(equalToJson("{\"draft\": \"d7\"}")));
  }

  @ParameterizedTest(name = "by {0}")
  @ValueSource(ints = {500, 299})
  void aStepThatFailsLeavesNothingDone(int status) {
    far.stubFor(post(urlEqualTo("/drafts")).willReturn(draft()));
    far.stubFor(
        put(urlEqualTo("/upload/7?signature=x%2Fy")).willReturn(aResponse().withStatus(status)));

    ApiAnswer refused = book("owl").expect(503);

    assertThat(refused.at("/failure")).isEqualTo("unavailable");
    assertThat(refused.at("/detail")).startsWith("At the step upload-papers:");
    far.verify(0, postRequestedFor(urlEqualTo("/flights")));
    owlTakesIt("p3");
    processAnswers("p3", process("p3", "SUCCESS", ", \"number\": \"O3-%d\"".formatted(status)));
    assertThat(book("owl").expect(201).at("/status")).isEqualTo("purchased");
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
  }

  @Test
  void aWriteThatThePartnerDeclinesInTheEndIsDeclinedWithItsReason() {
    owlTakesIt("p4");
    processAnswers("p4", process("p4", "FAILURE", ", \"reason\": \"Too windy\""));

    ApiAnswer booked = book("owl").expect(201);

    assertThat(booked.at("/status")).isEqualTo("failed");
    String id = operationOf(booked);
    assertThat(api.get("/v1/operations/" + id).path("status").asText()).isEqualTo("declined");
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
  }

  @Test
  void whoDoesNotWaitSeesItInFlightAndIsToldInTheRecord() {
    owlTakesIt("p5");
    processAnswers(
        "p5", process("p5", "PENDING", ""), process("p5", "SUCCESS", ", \"number\": \"O5\""));

    ApiAnswer taken = api.send(request("owl").header("Prefer", "respond-async")).expect(202);
    JsonNode settling =
        Await.until(
            "the owl has it",
            () -> api.get("/v1/operations/" + taken.id()),
            now -> now.path("attempts").asInt() == 1 && now.has("next_attempt_at"));

    assertThat(settling.path("status").asText()).isEqualTo("in_flight");
    Await.until(
        "it is done",
        () -> api.get("/v1/operations/" + taken.id()),
        now -> now.path("status").asText().equals("succeeded"));
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
  }

  @Test
  void aWriteThatNeverSettlesIsLeftToAPersonWhoMayHaveItAskedForAgain() {
    owlTakesIt("p6");
    processAnswers("p6", process("p6", "TIMEOUT", ""));

    ApiAnswer unknown = book("owl").expect(504);

    String id = operationUnder();
    JsonNode parked = api.get("/v1/operations/" + id);
    assertThat(unknown.at("/failure")).isEqualTo("outcome_unknown");
    assertThat(parked.path("status").asText()).isEqualTo("outcome_unknown");
    assertThat(parked.has("next_attempt_at")).as("parked").isFalse();
    far.verify(3, getRequestedFor(urlEqualTo("/processes/p6")));
    processAnswers("p6", process("p6", "SUCCESS", ", \"number\": \"O6\""));
    api.post(
            "/v1/operations/%s/resolution".formatted(id),
            null,
            Bodies.object().put("outcome", "look_up_again").put("reason", "The owl remembers."))
        .expect(200);
    Await.until(
        "it is done",
        () -> api.get("/v1/operations/" + id),
        now -> now.path("status").asText().equals("succeeded"));
    far.verify(1, postRequestedFor(urlEqualTo("/flights")));
  }

  private ApiAnswer book(String carrier) {
    return api.send(request(carrier));
  }

  private ApiRequest request(String carrier) {
    ObjectNode body =
        Bodies.booking("Reader").put("carrier", carrier).put("service", carrier + "_direct");
    return ApiRequest.post("/v1/shipments", body).key(key).header("Prefer", "wait=50");
  }

  private static ApiAnswer label(ApiAnswer booked) {
    return api.send(ApiRequest.get("/v1/shipments/" + booked.id() + "/label"));
  }

  private static String operationOf(ApiAnswer booked) {
    return operation("book-shipment", booked).path("id").asText();
  }

  private static JsonNode fetchOf(ApiAnswer booked) {
    return operation("fetch-document", booked);
  }

  private static JsonNode operation(String kind, ApiAnswer booked) {
    return api.all("/v1/operations").stream()
        .filter(one -> one.path("kind").asText().equals(kind))
        .filter(one -> one.at("/resource/id").asText().equals(booked.id()))
        .findFirst()
        .orElseThrow();
  }

  private static String operationUnder() {
    return api.all("/v1/operations?status=outcome_unknown&partner=owl")
        .getFirst()
        .path("id")
        .asText();
  }

  private static void booksWithLink(String href) {
    far.stubFor(
        post(urlEqualTo("/shipments"))
            .willReturn(
                json(
                    201,
                    """
                    {"number": "%s", "links": [{"rel": "self", "href": "/x"}, {"rel": "label", "href": "%s"}]}\
                    """
                        .formatted(RunningSandbox.fresh("R"), href))));
  }

  private static void labelAnswers(ResponseDefinitionBuilder... answers) {
    inTurn(LABEL, answers);
  }

  private static void processAnswers(String id, ResponseDefinitionBuilder... answers) {
    inTurn("/processes/" + id, answers);
  }

  /** One after the other, the last one for ever. */
  private static void inTurn(String url, ResponseDefinitionBuilder... answers) {
    far.resetScenarios();
    for (int i = 0; i < answers.length; i++) {
      String next = String.valueOf(Math.min(i + 1, answers.length - 1));
      far.stubFor(
          get(urlEqualTo(url))
              .inScenario(url)
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : String.valueOf(i))
              .willSetStateTo(answers.length == 1 ? Scenario.STARTED : next)
              .willReturn(answers[i]));
    }
  }

  private static void owlTakesIt(String process) {
    far.stubFor(post(urlEqualTo("/drafts")).willReturn(draft()));
    far.stubFor(
        put(urlEqualTo("/upload/7?signature=x%2Fy")).willReturn(aResponse().withStatus(200)));
    far.stubFor(
        post(urlEqualTo("/flights"))
            .willReturn(json(202, "{\"id\": \"%s\", \"status\": \"PENDING\"}".formatted(process))));
  }

  private static ResponseDefinitionBuilder draft() {
    return json(
        201,
        "{\"draft\": \"d7\", \"upload_url\": \"%s/upload/7?signature=x%%2Fy\"}"
            .formatted(far.baseUrl()));
  }

  private static ResponseDefinitionBuilder process(String id, String status, String more) {
    return json(200, "{\"id\": \"%s\", \"status\": \"%s\"%s}".formatted(id, status, more));
  }

  private static ResponseDefinitionBuilder soon() {
    return json(404, "{\"code\": \"soon\"}");
  }

  private static ResponseDefinitionBuilder pdf() {
    return aResponse().withStatus(200).withHeader("Content-Type", "application/pdf").withBody(PDF);
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }
}
