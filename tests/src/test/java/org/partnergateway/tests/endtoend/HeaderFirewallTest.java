package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.contracts.json.StrictJson;

/**
 * The routing engine steers itself by headers; none that a client sends may reach it
 * (CVE-2026-47323, CVE-2026-85254, CVE-2026-46592, CVE-2026-78164), at no entrance.
 */
@SharesSandbox
class HeaderFirewallTest {
  private final RunningSandbox sandbox;
  private final Api api;
  private final String reader = RunningSandbox.fresh("Reader");

  HeaderFirewallTest(RunningSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = sandbox.api();
  }

  static Stream<Arguments> steering() {
    return Stream.of(
            Map.entry("CamelHttpUri", "http://127.0.0.1:{port}/trap"),
            Map.entry("camelhttpuri", "http://127.0.0.1:{port}/trap"),
            Map.entry("CamelHttpPath", "/trap"),
            Map.entry("CamelHttpRawQuery", "trap=1"),
            Map.entry("CamelHttpQuery", "trap=1"),
            Map.entry("CamelHttpMethod", "DELETE"),
            Map.entry("CamelHttpResponseCode", "299"),
            Map.entry("CAMELHTTPRESPONSECODE", "299"),
            Map.entry("CamelDestinationOverrideUrl", "http://127.0.0.1:{port}/trap"),
            Map.entry("camelfilename", "trap.txt"),
            Map.entry("CamelFileName", "../../trap.txt"),
            Map.entry("CamelSqlQuery", "delete from inbox"),
            Map.entry("org.apache.camel.foo", "bar-4d1e"),
            Map.entry("Org.Apache.Camel.Destination", "direct-4d1e"),
            Map.entry("operationName", "voidShipment"),
            Map.entry("operationNamespace", "urn-trap"),
            Map.entry("CamelBeanMethodName", "stop-4d1e"),
            Map.entry("CamelHttpUri", "{{env:PATH}}"),
            Map.entry("X-Anything", "{{env:PATH}}"))
        .map(row -> Arguments.of(row.getKey(), row.getValue()));
  }

  private String value(String value) {
    return value.replace("{port}", Integer.toString(sandbox.partners().server().port()));
  }

  private void nothingWentAstray() {
    assertThat(sandbox.arrivals().count("ANY", ".*trap.*", "")).isZero();
    assertThat(Files.exists(Path.of("trap.txt"))).isFalse();
    assertThat(Files.exists(Path.of("../../trap.txt"))).isFalse();
  }

  private static void showsNoEnvironment(ApiAnswer answer) {
    String path = System.getenv("PATH");
    if (path != null) {
      assertThat(answer.text() + answer.headers().map()).doesNotContain(path);
    }
  }

  @ParameterizedTest
  @MethodSource("steering")
  void aHeaderChangesNothingOfALookUp(String header, String value) {
    ApiAnswer plain = api.send(ApiRequest.post("/v1/rates", Bodies.rates(reader))).expect(200);

    ApiAnswer steered =
        api.send(ApiRequest.post("/v1/rates", Bodies.rates(reader)).header(header, value(value)));

    assertThat(steered.status()).isEqualTo(200);
    assertThat(steered.json()).isEqualTo(plain.json());
    assertThat(steered.headers().map().keySet()).isEqualTo(plain.headers().map().keySet());
    assertThat(sandbox.arrivals().rateRequests(reader)).isEqualTo(2);
    showsNoEnvironment(steered);
    nothingWentAstray();
  }

  @ParameterizedTest
  @MethodSource("steering")
  void aHeaderChangesNothingOfAWrite(String header, String value) {
    ApiAnswer booked =
        api.send(
            ApiRequest.post("/v1/shipments", Bodies.booking(reader))
                .key(RunningSandbox.fresh("firewall"))
                .header(header, value(value)));

    assertThat(booked.expect(201).at("/status")).isEqualTo("purchased");
    assertThat(sandbox.arrivals().bookings(reader)).isEqualTo(1);
    showsNoEnvironment(booked);
    nothingWentAstray();
  }

  @ParameterizedTest
  @MethodSource("steering")
  void aHeaderChangesNothingOfARead(String header, String value) {
    ApiAnswer plain = api.send(ApiRequest.get("/v1/partners"));
    ApiAnswer steered = api.send(ApiRequest.get("/v1/partners").header(header, value(value)));

    assertThat(steered.status()).isEqualTo(200);
    // What partners can do; their limits and breakers change from one moment to the next.
    assertThat(steered.json().findValues("operations"))
        .isNotEmpty()
        .isEqualTo(plain.json().findValues("operations"));
    showsNoEnvironment(steered);
    nothingWentAstray();
  }

  @ParameterizedTest
  @MethodSource("steering")
  void aHeaderChangesNothingOfAWebhook(String header, String value) {
    String id = "evt_" + RunningSandbox.fresh("firewall");
    ObjectNode event =
        Webhooks.paymentEvent(id, "customer.created", "x", Bodies.object(), Instant.now());
    byte[] body = StrictJson.write(event);

    ApiAnswer answer = api.send(Webhooks.signed(body).header(header, value(value)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(
            Await.until(
                "it is applied", () -> sandbox.store().fates(body), f -> !f.contains("received")))
        .containsExactly("applied");
    showsNoEnvironment(answer);
    nothingWentAstray();
  }

  @ParameterizedTest
  @MethodSource("steering")
  void aQueryParameterIsNoHeader(String name, String value) {
    String query = name + "=" + URLEncoder.encode(value(value), StandardCharsets.UTF_8);
    ObjectNode event =
        Webhooks.paymentEvent(
            "evt_" + RunningSandbox.fresh("query"), "x.y", "x", Bodies.object(), Instant.now());
    ApiRequest webhook = Webhooks.signed(StrictJson.write(event));

    List<ApiAnswer> answers =
        List.of(
            api.send(ApiRequest.get("/v1/partners?" + query)),
            api.send(ApiRequest.post("/v1/rates?" + query, Bodies.rates(reader))),
            api.send(webhook.target(Webhooks.STRIPE + "?" + query)));

    assertThat(answers)
        .allSatisfy(HeaderFirewallTest::showsNoEnvironment)
        .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
    nothingWentAstray();
  }

  static Stream<Arguments> entrances() {
    byte[] event = StrictJson.write(Bodies.object().put("id", "evt_" + RunningSandbox.fresh("in")));
    return Stream.of(
        Arguments.argumentSet("a read", ApiRequest.get("/v1/partners")),
        Arguments.argumentSet("a look-up", ApiRequest.post("/v1/rates", Bodies.rates("Reader"))),
        Arguments.argumentSet(
            "a write",
            ApiRequest.post("/v1/payments", Bodies.object()).key(RunningSandbox.fresh("key"))),
        Arguments.argumentSet("Stripe's webhook", Webhooks.signed(event)),
        Arguments.argumentSet("UPS's webhook", Webhooks.ups(event)));
  }

  @ParameterizedTest
  @MethodSource("entrances")
  void noHeaderAndNoParameterOfAClientGetsInside(ApiRequest plain) throws Exception {
    String mark = RunningSandbox.fresh("inside");
    ApiRequest request = plain;
    for (String name : List.of("X-Any", "CamelFileName", "camelfoo", "operationName", "Accept")) {
      request = request.header(name, mark);
    }
    String query = "?x=" + mark + "&CamelFileName=" + mark + "&operationName=" + mark;

    try (InsideHeaders inside = new InsideHeaders(sandbox.sandbox().gateway())) {
      api.send(request);
      api.send(request.target(request.target() + query));

      assertThat(inside.routesEntered()).isPositive();
      assertThat(inside.withValue(mark)).isEmpty();
      assertThat(inside.named("Authorization", "Cookie", "User-Agent", "X-Custom")).isEmpty();
    }
  }

  @Test
  void whatLooksLikeAPlaceholderArrivesAsItWasWritten() {
    String text = "{{env:PATH}} ${env.PATH} " + reader;

    ApiAnswer payment =
        api.post(
                "/v1/payments",
                RunningSandbox.fresh("firewall"),
                Bodies.payment(sandbox.freshOrder(), Bodies.GOOD_CARD, text))
            .expect(201);

    assertThat(payment.at("/description")).isEqualTo(text);
    String arrived = URLEncoder.encode(text, StandardCharsets.UTF_8);
    assertThat(
            sandbox.arrivals().authorizations(arrived)
                + sandbox.arrivals().authorizations(arrived.replace("+", "%20")))
        .isEqualTo(1);
  }
}
