package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A payment ends at one provider: the next is asked only where the one before has certainly done
 * nothing.
 */
@SharesSeveralPartners
class ProvidersTest {
  private final SeveralPartners partners;
  private final Api api;
  private final JsonNode order;
  private final String key = RunningSandbox.fresh("key");

  ProvidersTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
    this.order = partners.order();
    partners.forget();
    partners.answers("walnut", "/payments", paid());
  }

  /** So that the faults of one row open no breaker for the next. */
  @AfterEach
  void settle() {
    partners.forget();
    for (int i = 0; i < 3; i++) {
      partners.answers("acorn", "/payments", paid());
      pay(List.of("acorn"), RunningSandbox.fresh("key")).expect(201);
    }
  }

  private static String paid() {
    return "{\"number\": \"%s\"}".formatted(RunningSandbox.fresh("payment"));
  }

  private static ResponseDefinitionBuilder doing(String what) {
    return switch (what) {
      case "accepts" -> okJson(paid());
      case "declines" -> Faults.json(422, "{\"code\": \"no\", \"reason\": \"No money.\"}");
      case "is at its limit" -> Faults.json(429, "{\"reason\": \"Later.\"}");
      case "is being mended" -> Faults.json(503, "{\"reason\": \"Not now.\"}");
      case "breaks" -> Faults.json(500, "{\"reason\": \"Oops.\"}");
      case "cuts the line" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "answers nonsense" -> okJson("[]");
      default -> throw new IllegalArgumentException(what);
    };
  }

  private ObjectNode payment(List<String> providers) {
    ObjectNode body = Bodies.object().put("order_id", order.path("id").asText());
    body.set("amount", Bodies.money(2500, "USD"));
    for (String provider : providers) {
      body.withArray("payment_methods")
          .addObject()
          .put("partner", provider)
          .put("type", "token")
          .put("token", "tok_of_" + provider);
    }
    return body;
  }

  private ApiAnswer pay(List<String> providers, String with) {
    return api.post("/v1/payments", with, payment(providers));
  }

  @ParameterizedTest(name = "the first {0}: {1} {2}, asked {3} and {4} times")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          accepts          | 201 | acorn authorized | 1 | 0
          declines         | 201 | acorn failed     | 1 | 0
          is at its limit  | 201 | walnut authorized | 1 | 1
          is being mended  | 201 | walnut authorized | 1 | 1
          breaks           | 504 | acorn outcome_unknown | 1 | 0
          cuts the line    | 504 | acorn outcome_unknown | 1 | 0
          answers nonsense | 502 | acorn outcome_unknown | 1 | 0
          """)
  void thereIsNoChargeAtTwoProviders(
      String what, int status, String ended, int atTheFirst, int atTheSecond) {
    partners.answers(any(urlPathEqualTo("/acorn/payments")), doing(what));

    // The operator's order counts, not the request's.
    ApiAnswer answer = pay(List.of("walnut", "acorn"), key).expect(status);

    JsonNode payment = api.all("/v1/payments?order_id=" + order.path("id").asText()).getFirst();
    assertThat(payment.path("partner").asText() + " " + payment.path("status").asText())
        .isEqualTo(ended);
    assertThat(partners.arrived("acorn", "/payments")).hasSize(atTheFirst);
    assertThat(partners.arrived("walnut", "/payments")).hasSize(atTheSecond);
    // And a repeat by the caller adds nothing.
    ApiAnswer again = pay(List.of("walnut", "acorn"), key);
    assertThat(again.status()).isIn(status, 409);
    assertThat(partners.arrived("acorn", "/payments")).hasSize(atTheFirst);
    assertThat(partners.arrived("walnut", "/payments")).hasSize(atTheSecond);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void whoCanNotBeReachedIsPassedOverAndTheOtherIsSentItsOwnToken() {
    ApiAnswer answer = pay(List.of(SeveralPartners.AWAY, "walnut"), key).expect(201);

    assertThat(answer.at("/partner")).isEqualTo("walnut");
    assertThat(partners.arrived("walnut", "/payments").getFirst().getBodyAsString())
        .contains("tok_of_walnut")
        .doesNotContain("tok_of_hazel");
    JsonNode operation = api.all("/v1/operations?partner=walnut").getFirst();
    assertThat(operation.at("/choice/notes/0").asText()).startsWith("hazel: ");
    assertThat(operation.path("attempts").asInt()).isEqualTo(2);
    // What follows goes to where the payment ended.
    partners.answers(
        "walnut", "/payments/.*/captures", "{\"state\": \"captured\", \"captured\": 2500}");
    ApiAnswer captured =
        api.post(
                "/v1/payments/" + answer.id() + "/capture",
                RunningSandbox.fresh("key"),
                Bodies.object())
            .expect(200);
    assertThat(captured.at("/status")).isEqualTo("captured");
  }

  @Test
  void whenNobodyCanBeReachedNothingWasDoneAndTheKeyMayBeUsedAgain() {
    partners.answers(any(urlPathEqualTo("/acorn/payments")), doing("is at its limit"));

    ApiAnswer nobody = pay(List.of(SeveralPartners.AWAY, "acorn"), key).expect(503);

    assertThat(nobody.header("Retry-After")).isNotNull();
    partners.answers(any(urlPathEqualTo("/acorn/payments")), doing("accepts"));
    assertThat(pay(List.of(SeveralPartners.AWAY, "acorn"), key).expect(201).at("/partner"))
        .isEqualTo("acorn");
  }

  @Test
  void whoseBreakerIsOpenIsNotAskedAtAll() {
    partners.answers(any(urlPathEqualTo("/chestnut/payments")), doing("breaks"));
    for (int i = 0; i < 5; i++) {
      pay(List.of("chestnut"), RunningSandbox.fresh("key")).expect(504);
    }

    ApiAnswer answer = pay(List.of("chestnut", "walnut"), key).expect(201);

    assertThat(answer.at("/partner")).isEqualTo("walnut");
    assertThat(partners.arrived("chestnut", "/payments")).hasSize(5);
    assertThat(partners.arrived("walnut", "/payments")).hasSize(1);
  }

  @Test
  void aTokenWithoutItsProviderIsThatOfTheFirstAndGoesToNoOther() {
    ObjectNode body = Bodies.payment(order, "tok_of_acorn", "Tea");
    body.remove("partner");
    partners.answers(any(urlPathEqualTo("/acorn/payments")), doing("is at its limit"));

    api.post("/v1/payments", key, body).expect(503);

    partners.answers(any(urlPathEqualTo("/acorn/payments")), doing("accepts"));
    assertThat(api.post("/v1/payments", key, body).expect(201).at("/partner")).isEqualTo("acorn");
    assertThat(partners.arrived("walnut", "/payments")).isEmpty();
  }

  @Test
  void whoIsNamedIsKnownAndNamedOnce() {
    ObjectNode twice = payment(List.of("acorn", "acorn"));
    ObjectNode unknown = payment(List.of("acorn", "acrn"));
    ObjectNode both = payment(List.of("acorn")).put("partner", "acorn");

    for (ObjectNode body : List.of(twice, unknown)) {
      ApiAnswer refused = api.post("/v1/payments", key, body).expect(422);
      assertThat(refused.at("/errors/0/pointer")).isEqualTo("/payment_methods/1/partner");
    }
    assertThat(api.post("/v1/payments", key, both).expect(422).at("/code"))
        .isEqualTo("invalid_body");
    assertThat(Stream.of("acorn", "walnut").mapToInt(p -> partners.arrived(p, "/payments").size()))
        .containsOnly(0);
  }

  @Test
  void trackingIsToldToTheProviderOfThePayment() {
    String payment = pay(List.of("walnut"), key).expect(201).id();
    partners.answers("walnut", "/payments/.*/tracking", "{}");
    partners.answers("heron", "/shipments", "{\"number\": \"H-4711\"}");
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    booking.put("carrier", "heron").put("service", "slow").set("order_id", order.get("id"));
    String shipment = api.post("/v1/shipments", RunningSandbox.fresh("book"), booking).id();

    api.post(
            "/v1/payments/" + payment + "/tracking",
            RunningSandbox.fresh("key"),
            Bodies.object().put("shipment_id", shipment))
        .expect(200);

    assertThat(partners.arrived("walnut", "/payments/.*/tracking").getFirst().getBodyAsString())
        .contains("H-4711");
  }
}
