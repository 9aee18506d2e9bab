package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Definitions;

/** Events by HTTP, as a service sees them that has registered for them. */
@SharesSandbox
class WebhookEndpointsTest {
  private static final String ENDPOINTS = "/v1/webhook-endpoints";
  private static final String BOOKED = "org.partnergateway.shipment.created.v1";
  private static final String ED25519_PREFIX = "302a300506032b6570032100";

  private final RunningSandbox sandbox;
  private final String path = "/receiver/" + RunningSandbox.fresh("hook");
  private final List<String> endpoints = new ArrayList<>();
  private final List<StubMapping> stubs = new ArrayList<>();

  WebhookEndpointsTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Others' events aren't for them. */
  @AfterEach
  void delete() {
    endpoints.forEach(id -> send("DELETE", ENDPOINTS + "/" + id, null).expect(204));
    stubs.forEach(sandbox.wireMock()::removeStub);
  }

  @Test
  void anEventIsDeliveredSignedAsTheOfficialLibraryWantsIt() throws Exception {
    ApiAnswer endpoint = register("hmac_sha256");
    String shipment = sandbox.booked().id();

    LoggedRequest delivery = first(shipment);
    new Webhook(endpoint.at("/secret")).verify(delivery.getBodyAsString(), headers(delivery));

    JsonNode event = StrictJson.read(delivery.getBody());
    assertThat(delivery.getHeader("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(delivery.getHeader("webhook-id")).isEqualTo(event.path("id").asText());
    assertThat(event)
        .isEqualTo(
            sandbox.api().all("/v1/events?type=" + BOOKED).stream()
                .filter(one -> one.path("subject").asText().equals(shipment))
                .findFirst()
                .orElseThrow());
    JsonNode noted = awaitDelivery(endpoint, event.path("id").asText(), "delivered");
    assertThat(noted.path("attempts")).hasSize(1);
    assertThat(noted.at("/attempts/0/status_code").asInt()).isEqualTo(204);
    assertThat(get(endpoint).path("signing_keys")).hasSize(1);
    assertThat(get(endpoint).has("secret")).isFalse();
  }

  @Test
  void aPublicKeyVerifiesWhereNoSecretIsShared() throws Exception {
    ApiAnswer endpoint = register("ed25519");
    assertThat(endpoint.json().has("secret")).isFalse();
    String shipment = sandbox.booked().id();

    LoggedRequest delivery = first(shipment);
    String key = endpoint.at("/signing_keys/0/public_key").substring("whpk_".length());
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(ed25519(Base64.getDecoder().decode(key)));
    String head = delivery.getHeader("webhook-id") + "." + delivery.getHeader("webhook-timestamp");
    verifier.update((head + ".").getBytes(StandardCharsets.UTF_8));
    verifier.update(delivery.getBody());
    String signature = delivery.getHeader("webhook-signature");
    assertThat(signature).startsWith("v1a,");
    assertThat(verifier.verify(Base64.getDecoder().decode(signature.substring(4)))).isTrue();
  }

  private static PublicKey ed25519(byte[] raw) throws Exception {
    String encoded = ED25519_PREFIX + HexFormat.of().formatHex(raw);
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
  }

  @Test
  void aRotatedSecretStillSignsForAsLongAsIsWanted() throws Exception {
    ApiAnswer endpoint = register("hmac_sha256");
    ApiAnswer rotated =
        send("POST", one(endpoint) + "/rotate-secret", Bodies.object().put("overlap_seconds", 600))
            .expect(200);

    LoggedRequest delivery = first(sandbox.booked().id());

    for (ApiAnswer answer : List.of(endpoint, rotated)) {
      new Webhook(answer.at("/secret")).verify(delivery.getBodyAsString(), headers(delivery));
    }
    assertThat(rotated.json().path("signing_keys")).hasSize(2);
    assertThat(rotated.at("/signing_keys/1/expires_at")).isNotEmpty();
    assertThat(send("POST", one(endpoint) + "/rotate-secret", null).expect(200).at("/secret"))
        .startsWith("whsec_");
  }

  @Test
  void whatIsNotTakenComesAgainUnderTheSameId() {
    answer(status(500).withHeader("Retry-After", "1"), "once", "then");
    answer(status(200), "then", null);
    ApiAnswer endpoint = register("hmac_sha256");
    String shipment = sandbox.booked().id();

    List<LoggedRequest> both =
        Await.until("it has come twice", () -> arrived(shipment), all -> all.size() == 2);

    assertThat(both)
        .extracting(one -> one.getHeader("webhook-id"))
        .containsOnly(both.getFirst().getHeader("webhook-id"));
    JsonNode noted = awaitDelivery(endpoint, both.getFirst().getHeader("webhook-id"), "delivered");
    assertThat(noted.at("/attempts/0/reason").asText()).isEqualTo("It was answered 500");
    assertThat(noted.at("/attempts/1/status_code").asInt()).isEqualTo(200);
    assertThat(get(endpoint).has("failing_since")).isFalse();
  }

  @Test
  void a410DisablesUntilACallerEnablesIt() {
    answer(status(410), "gone", null);
    ApiAnswer endpoint = register("hmac_sha256");
    String shipment = sandbox.booked().id();
    JsonNode disabled =
        Await.until(
            "it is disabled",
            () -> get(endpoint),
            now -> now.path("status").asText().equals("disabled"));
    assertThat(disabled.path("disabled_reason").asText()).isEqualTo("gone");
    String meanwhile = sandbox.booked().id();
    send("POST", one(endpoint) + "/test", null).expect(409);
    stubs.forEach(sandbox.wireMock()::removeStub);

    send("PATCH", one(endpoint), Bodies.object().put("status", "enabled")).expect(200);

    first(meanwhile);
    Await.until("the other comes again", () -> arrived(shipment), all -> all.size() == 2);
  }

  @Test
  void oneThatNeverAnswersHoldsUpNoOther() {
    String deaf = path + "-deaf";
    StubMapping hangs =
        post(urlPathEqualTo(deaf)).willReturn(aResponse().withFixedDelay(60_000)).build();
    sandbox.wireMock().addStubMapping(hangs);
    stubs.add(hangs);
    registerAt(deaf, "hmac_sha256");
    ApiAnswer well = register("hmac_sha256");
    List<String> shipments = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      shipments.add(sandbox.booked().id());
    }

    // Sooner than the other is given up.
    Await.until(
        "all are told",
        Duration.ofSeconds(10),
        () -> deliveries(well, "?status=delivered").size(),
        count -> count >= shipments.size());
    shipments.forEach(this::first);
  }

  @Test
  void aTestEventIsSentAndAnyDeliveryCanBeSentAgain() {
    ApiAnswer endpoint = register("hmac_sha256");
    ApiAnswer sent = send("POST", one(endpoint) + "/test", null).expect(202);
    String event = sent.at("/event_id");
    JsonNode noted = awaitDelivery(endpoint, event, "delivered");
    assertThat(noted.path("event_type").asText())
        .isEqualTo("org.partnergateway.webhook_endpoint.test.v1");

    send("POST", one(endpoint) + "/deliveries/" + event + "/resend", null).expect(202);
    Await.until(
        "it has been sent again",
        () -> send("GET", one(endpoint) + "/deliveries/" + event, null).json(),
        now -> now.path("attempts").size() == 2);
    ObjectNode all = Bodies.object().put("since", "2026-01-01T00:00:00Z");
    assertThat(
            send("POST", one(endpoint) + "/resend", all).expect(202).json().path("resent").asInt())
        .isZero();
    all.put("include_delivered", true);
    assertThat(
            send("POST", one(endpoint) + "/resend", all).expect(202).json().path("resent").asInt())
        .isEqualTo(1);
    Await.until("a third time", () -> arrivals(), all3 -> all3.size() == 3);
    assertThat(arrivals()).extracting(one -> one.getHeader("webhook-id")).containsOnly(event);
  }

  @Test
  void anEndpointIsChangedListedAndDeleted() {
    ApiAnswer endpoint = register("hmac_sha256");
    ObjectNode change = Bodies.object().put("description", "warehouse");
    change.putNull("event_types");
    ApiAnswer changed = send("PATCH", one(endpoint), change).expect(200);
    assertThat(changed.at("/description")).isEqualTo("warehouse");
    assertThat(changed.json().has("event_types")).isFalse();
    assertThat(sandbox.api().all(ENDPOINTS))
        .extracting(one -> one.path("id").asText())
        .contains(endpoint.id());
    send("PATCH", one(endpoint), Bodies.object().put("status", "disabled")).expect(200);
    assertThat(get(endpoint).path("disabled_reason").asText()).isEqualTo("requested");

    endpoints.remove(endpoint.id());
    ApiAnswer deleted = send("DELETE", one(endpoint), null).expect(204);
    assertThat(deleted.body()).isEmpty();
    for (String gone : List.of("", "/deliveries", "/deliveries/evt_01kaqx5v8e3c7h2m9t4r6w0y1z")) {
      send("GET", one(endpoint) + gone, null).expect(404);
    }
    send("DELETE", one(endpoint), null).expect(404);
    send("PATCH", one(endpoint), change).expect(404);
    for (String gone : List.of("/test", "/resend", "/rotate-secret")) {
      send("POST", one(endpoint) + gone, null).expect(404);
    }
  }

  @Test
  void aCreationIsAskedForOnceAndAnsweredTheSame() {
    ObjectNode body = body(path);
    String key = RunningSandbox.fresh("register");
    ApiAnswer first = sandbox.api().post(ENDPOINTS, key, body).expect(201);
    endpoints.add(first.id());
    ApiAnswer second = sandbox.api().post(ENDPOINTS, key, body).expect(201);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(one(first));
    sandbox.api().post(ENDPOINTS, key, body.put("description", "other")).expect(422);
    sandbox.api().post(ENDPOINTS, null, body).expect(400);
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.1.2.3/hooks, no public address",
    "http://169.254.169.254/latest/meta-data, no public address",
    "https://[fd00::1]/, no public address",
    "https://[::ffff:192.168.0.1]/, no public address",
    "http://8.8.8.8/, must be asked by https",
    "ftp://example.com/, ^https?://",
    "https://user:pass@example.com/, credentials"
  })
  void addressesThatNobodyAllowedAreRefusedAtOnce(String url, String why) {
    ApiAnswer refused =
        sandbox
            .api()
            .post(ENDPOINTS, RunningSandbox.fresh("refused"), Bodies.object().put("url", url))
            .expect(422);

    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/url");
    assertThat(refused.at("/errors/0/detail")).contains(why);
  }

  private ApiAnswer register(String signing) {
    return registerAt(path, signing);
  }

  private ApiAnswer registerAt(String where, String signing) {
    ObjectNode body = body(where).put("signing", signing);
    ApiAnswer created =
        sandbox.api().post(ENDPOINTS, RunningSandbox.fresh("register"), body).expect(201);
    endpoints.add(created.id());
    return created;
  }

  private ObjectNode body(String where) {
    int port = sandbox.partners().server().port();
    ObjectNode body = Bodies.object().put("url", "http://127.0.0.1:" + port + where);
    body.putArray("event_types").add(BOOKED);
    return body;
  }

  private void answer(ResponseDefinitionBuilder answer, String state, @Nullable String next) {
    MappingBuilder stub = post(urlPathEqualTo(path)).willReturn(answer);
    if (next != null || !stubs.isEmpty()) {
      String now = stubs.isEmpty() ? "Started" : state;
      stub =
          stub.inScenario(path).whenScenarioStateIs(now).willSetStateTo(next == null ? now : next);
    }
    StubMapping mapping = stub.build();
    sandbox.wireMock().addStubMapping(mapping);
    stubs.add(mapping);
  }

  private LoggedRequest first(String shipment) {
    return Await.until(
            "shipment %s is told".formatted(shipment),
            () -> arrived(shipment),
            all -> !all.isEmpty())
        .getFirst();
  }

  private List<LoggedRequest> arrived(String shipment) {
    return arrivals().stream()
        .filter(one -> one.getBodyAsString().contains("\"subject\":\"" + shipment))
        .toList();
  }

  /** All that came, each of which keeps to the contract. */
  private List<LoggedRequest> arrivals() {
    List<LoggedRequest> all = sandbox.wireMock().findAll(postRequestedFor(urlPathEqualTo(path)));
    all.forEach(this::keepsToTheContract);
    return all;
  }

  private void keepsToTheContract(LoggedRequest request) {
    ObjectNode headers = Bodies.object();
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, request.getHeader(name));
    }
    try {
      JsonNode body = StrictJson.read(request.getBody());
      assertThat(
              sandbox
                  .sandbox()
                  .gateway()
                  .getBean(Definitions.class)
                  .api()
                  .webhook("event")
                  .checkRequest(new RequestParts(Bodies.object(), Bodies.object(), headers, body)))
          .isEmpty();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpHeaders headers(LoggedRequest request) {
    Map<String, List<String>> all =
        request.getHeaders().all().stream()
            .collect(Collectors.toMap(one -> one.key(), one -> one.values()));
    return HttpHeaders.of(all, (name, value) -> true);
  }

  private static String one(ApiAnswer endpoint) {
    return ENDPOINTS + "/" + endpoint.id();
  }

  private JsonNode get(ApiAnswer endpoint) {
    return sandbox.api().get(one(endpoint));
  }

  private List<JsonNode> deliveries(ApiAnswer endpoint, String filter) {
    return sandbox.api().all(one(endpoint) + "/deliveries" + filter);
  }

  private JsonNode awaitDelivery(ApiAnswer endpoint, String event, String status) {
    return Await.until(
        "event %s is %s".formatted(event, status),
        () -> send("GET", one(endpoint) + "/deliveries/" + event, null).json(),
        now -> now.path("status").asText().equals(status));
  }

  private ApiAnswer send(String method, String target, @Nullable JsonNode body) {
    ApiRequest request = body == null ? ApiRequest.get(target) : ApiRequest.post(target, body);
    return sandbox.api().send(request.method(method));
  }
}
