package org.partnergateway.tests.endtoend;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A carrier is chosen once, before anything is bought, and never again for the same booking. */
@SharesSeveralPartners
class CarrierByRuleTest {
  private final SeveralPartners partners;
  private final Api api;
  private final String key = RunningSandbox.fresh("book");
  private final ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));

  CarrierByRuleTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
    booking.remove("carrier");
    booking.remove("service");
    ObjectNode choose = booking.putObject("choose").put("by", "cheapest");
    SeveralPartners.CARRIERS.forEach(choose.withArray("carriers")::add);
  }

  @BeforeEach
  void rates() {
    price("heron", "day", "21.50");
    price("pigeon", "loft", "9.00");
    price("snail", "shell", "12.00");
    for (String carrier : SeveralPartners.CARRIERS) {
      partners.answers(
          carrier, "/shipments", "{\"number\": \"%s\"}".formatted(RunningSandbox.fresh(carrier)));
    }
  }

  private void price(String carrier, String service, String price) {
    partners.answers(
        carrier,
        "/prices",
        "{\"rates\": [{\"service\": \"%s\", \"price\": \"%s\", \"currency\": \"USD\"}]}"
            .formatted(service, price));
  }

  private ApiAnswer book() {
    return api.post("/v1/shipments", key, booking);
  }

  private int asked(String path) {
    return SeveralPartners.CARRIERS.stream()
        .mapToInt(carrier -> partners.arrived(carrier, path).size())
        .sum();
  }

  private JsonNode operation() {
    return api.all("/v1/operations?partner=pigeon").getFirst();
  }

  @Test
  void theCheapestIsBookedAndWhyIsKept() {
    ApiAnswer booked = book().expect(201);

    assertThat(booked.at("/carrier")).isEqualTo("pigeon");
    assertThat(booked.at("/service")).isEqualTo("loft");
    assertThat(partners.arrived("pigeon", "/shipments")).hasSize(1);
    assertThat(asked("/shipments")).isEqualTo(1);
    JsonNode choice = operation().path("choice");
    assertThat(choice.at("/rate/total_charge/amount").asInt()).isEqualTo(900);
    assertThat(choice.at("/suitable").asInt()).isEqualTo(3);
    assertThat(choice.at("/rule/by").asText()).isEqualTo("cheapest");
  }

  @Test
  void aRepeatAsksNobodyAndAnswersTheSame() {
    ApiAnswer first = book().expect(201);
    price("snail", "shell", "1.00");

    ApiAnswer again = book().expect(201);

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(asked("/prices")).isEqualTo(3);
    assertThat(asked("/shipments")).isEqualTo(1);
  }

  @Test
  void aRetryAfterTheCarrierWasAwayGoesToTheSameCarrier() {
    partners.answers(
        any(urlPathEqualTo("/pigeon/shipments")), Faults.json(429, "{\"reason\": \"Busy.\"}"));
    book().expect(503);
    price("snail", "shell", "1.00");
    partners.answers(
        "pigeon", "/shipments", "{\"number\": \"%s\"}".formatted(RunningSandbox.fresh("p")));

    ApiAnswer booked = book().expect(201);

    assertThat(booked.at("/carrier")).isEqualTo("pigeon");
    assertThat(asked("/prices")).as("chosen once").isEqualTo(3);
    assertThat(partners.arrived("snail", "/shipments")).isEmpty();
  }

  @Test
  void aCarrierThatDoesNotAnswerIsPassedOverAndNoted() {
    partners.answers(
        any(urlPathEqualTo("/pigeon/prices")),
        Faults.json(422, "{\"reason\": \"Too heavy for a pigeon.\"}"));

    assertThat(book().expect(201).at("/carrier")).isEqualTo("snail");
    assertThat(api.all("/v1/operations?partner=snail").getFirst().at("/choice/notes/0").asText())
        .contains("pigeon", "Too heavy for a pigeon.");
  }

  @Test
  void nothingSuitableIsRefusedWithNothingSentAndTheKeyIsFree() {
    ((ObjectNode) booking.get("choose")).put("deliver_by", "2026-01-01");

    ApiAnswer refused = book().expect(422);

    assertThat(refused.at("/code")).isEqualTo("nothing_suitable");
    assertThat(refused.at("/detail")).contains("pigeon loft: says no delivery date");
    assertThat(asked("/shipments")).isZero();
    ((ObjectNode) booking.get("choose")).remove("deliver_by");
    book().expect(201);
  }

  @Test
  void aCarrierIsNamedOrLeftOpenAndNotBoth() {
    booking.put("carrier", "heron");

    assertThat(book().expect(422).at("/code")).isEqualTo("invalid_body");

    booking.remove("carrier");
    booking.remove("choose");
    ApiAnswer neither = book().expect(422);
    assertThat(neither.text()).contains("carrier", "service");
    assertThat(asked("/.*")).isZero();
  }
}
