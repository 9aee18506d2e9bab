package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.adapters.signature.TimestampedHmac;
import org.partnergateway.tests.simulators.RecordingSender.Sent;
import org.partnergateway.tests.simulators.SimulatedAnswer;

/** What the engine makes of the example's files. */
final class DataSimulatorTest {
  private static final String SHIPMENT =
      """
      {"carrier": "ups", "tracking_number": "1Z1", "reference": "REF-1", "lines": [{"line": "1", "quantity": 1}]}\
      """;

  private final Heron heron = new Heron();

  private static void refused(SimulatedAnswer answer, int status, String code) {
    assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(status);
    assertThat(Heron.json(answer).at("/error/code").asText()).isEqualTo(code);
  }

  @Test
  void tokensAreIssuedToTheClientAloneAndLiveAsLongAsTheFileSays() {
    assertThat(heron.token("sandbox", "wrong").status()).isEqualTo(401);
    assertThat(Heron.json(heron.token("sandbox", "wrong")).path("error").asText())
        .isEqualTo("invalid_client");
    refused(heron.list(""), 401, "unauthorized");
    refused(
        heron.call("GET", "/v1/orders", Map.of("authorization", "Bearer x"), ""),
        401,
        "token_unknown");

    heron.login();

    assertThat(heron.list("").status()).isEqualTo(200);
    heron.clock.forward(Duration.ofMinutes(60));
    refused(heron.list(""), 401, "token_expired");
  }

  @Test
  void ordersArriveByTheClockAndAreListedPageByPage() {
    heron.login();
    heron.simulator.open();
    assertThat(Heron.json(heron.list("")).path("orders")).hasSize(3);
    heron.clock.forward(Duration.ofSeconds(61));
    assertThat(Heron.json(heron.list("")).path("orders")).hasSize(4);

    JsonNode first = Heron.json(heron.list("?limit=3"));
    JsonNode second = Heron.json(heron.list("?limit=3&page=" + first.path("next").asText()));

    assertThat(ids(first)).hasSize(3).doesNotContainAnyElementsOf(ids(second));
    assertThat(ids(second)).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(Heron.json(heron.list("?since=2026-11-23T02:00:30Z")).path("orders")).hasSize(1);
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("orders").forEach(order -> ids.add(order.path("id").asText()));
    return ids;
  }

  @Test
  void aWriteChangesTheStateTakesEffectOnceAndIsToldLaterSigned() {
    String order = heron.login().order();

    SimulatedAnswer answer = heron.ship(order, "key-00001", SHIPMENT);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers()).containsEntry("Heron-Version", "1");
    assertThat(Heron.json(answer).path("state").asText()).isEqualTo("shipped");
    assertThat(heron.simulator.effects()).isEqualTo(Map.of("shipments", 1L));
    assertThat(heron.effects).containsExactly("heron shipments REF-1");
    refused(heron.ship(order, "key-00002", SHIPMENT), 409, "already_shipped");

    heron.simulator.advance();
    assertThat(heron.sender.sent).isEmpty();
    heron.clock.forward(Duration.ofSeconds(2));
    heron.simulator.advance();

    Sent sent = heron.sender.sent.getFirst();
    assertThat(sent.url()).isEqualTo("http://gateway/partners/heron/webhooks");
    assertThat(sent.json().at("/order/id").asText()).isEqualTo(order);
    TimestampedHmac verifier =
        new TimestampedHmac("Heron-Signature", List.of("whsec_sandbox+"), Duration.ofSeconds(300));
    Map<String, String> headers =
        Map.of(
            "heron-signature".toLowerCase(Locale.ROOT),
            String.valueOf(sent.headers().get("Heron-Signature")));
    assertThat(verifier.verify(headers, sent.body(), heron.clock.instant()).verified()).isTrue();
  }

  @Test
  void aKeyBringsTheFirstAnswerAgainForADayAndNoOtherRequest() {
    String order = heron.login().order();
    SimulatedAnswer first = heron.ship(order, "key-00001", SHIPMENT);

    SimulatedAnswer again = heron.ship(order, "key-00001", SHIPMENT);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(heron.effects).hasSize(1);
    refused(heron.ship(order, "key-00001", SHIPMENT.replace("1Z1", "1Z2")), 409, "key_reused");
    heron.clock.forward(Duration.ofHours(24));
    heron.login();
    refused(heron.ship(order, "key-00001", SHIPMENT), 409, "already_shipped");
  }

  @Test
  void aRefusalIsNotKeptUnderTheKey() {
    heron.login();
    String order = heron.order();
    refused(heron.ship(order, "key-00001", SHIPMENT.replace("\"1\"", "\"9\"")), 400, "invalid");

    assertThat(heron.ship(order, "key-00001", SHIPMENT).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/orders?limit=0, '', 400, invalid, /query/limit",
    "GET, /v1/orders?limit=ten, '', 400, invalid, /query/limit",
    "GET, /v1/orders?color=red, '', 400, invalid, /query/color",
    "POST, /v1/orders/h1/shipments, '{}', 400, invalid, /path/orderId",
    "POST, /v1/orders/H-1/shipments, '{}', 400, invalid, /body",
    "POST, /v1/orders/H-1/shipments, '{', 400, malformed, /body",
    "POST, /v1/orders/H-1/shipments, '', 400, invalid, /body",
    "DELETE, /v1/orders, '', 405, method_not_allowed, ''",
    "GET, /v1/parcels, '', 404, not_found, ''",
  })
  void whatBreaksTheContractIsRefusedInThePartnersFormAndNoted(
      String method, String target, String body, int status, String code, String field) {
    heron.login();

    SimulatedAnswer answer =
        heron.call(
            method,
            target,
            Map.of("idempotency-key", "key-00001", "content-type", "application/json"),
            body);

    refused(answer, status, code);
    assertThat(Heron.json(answer).at("/error/field").asText("")).isEqualTo(field);
    assertThat(heron.simulator.breaches())
        .singleElement()
        .extracting(Breach::by)
        .isEqualTo("gateway");
  }

  @Test
  void anotherMediaTypeAndAMissingKeyAreRefused() {
    heron.login();
    String target = "/v1/orders/H-1/shipments";

    refused(
        heron.call(
            "POST",
            target,
            Map.of("idempotency-key", "k-000001", "content-type", "text/plain"),
            "{}"),
        415,
        "unsupported_media_type");
    // The contract requires the header, so that its breach comes first.
    refused(
        heron.call("POST", target, Map.of("content-type", "application/json"), SHIPMENT),
        400,
        "invalid");
  }

  @Test
  void theLimitsAreTheAdapterFilesEachOperationsOwnAndTheRestOfThemTogether() {
    heron.login();
    for (int i = 0; i < 5; i++) {
      refused(heron.ship("H-1", "key-0000" + i, SHIPMENT), 404, "not_found");
    }
    SimulatedAnswer limited = heron.ship("H-1", "key-00006", SHIPMENT);
    refused(limited, 429, "rate_limited");
    assertThat(limited.headers()).containsEntry("Retry-After", "1");
    for (int i = 0; i < 20; i++) {
      assertThat(heron.list("").status()).isEqualTo(200);
    }
    refused(heron.list(""), 429, "rate_limited");
    heron.clock.forward(Duration.ofMillis(500));
    refused(heron.ship("H-1", "key-00006", SHIPMENT), 404, "not_found");
  }
}
