package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What a partner can't do is told before it is asked for, and refused before it is sent. */
@SharesSeveralPartners
class CapabilitiesTest {
  private final SeveralPartners partners;
  private final Api api;

  CapabilitiesTest(SeveralPartners partners) {
    this.partners = partners;
    this.api = partners.api();
  }

  private static ObjectNode booking() {
    ObjectNode booking = Bodies.booking(RunningSandbox.fresh("Reader"));
    return booking.put("carrier", "heron").put("service", "slow");
  }

  private ApiAnswer refused(String target, ObjectNode body, String pointer) {
    String key = target.equals("/v1/rates") ? null : RunningSandbox.fresh("key");
    ApiAnswer refused = api.post(target, key, body).expect(422);
    assertThat(refused.at("/code")).isEqualTo("not_offered");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
    assertThat(refused.at("/partner")).isNotEmpty();
    return refused;
  }

  @Test
  void aLabelThatTheCarrierDoesNotMake() {
    ObjectNode png = booking();
    png.putObject("label").put("format", "png");

    assertThat(refused("/v1/shipments", png, "/label/format").at("/detail"))
        .isEqualTo("Nothing was sent: with heron, labels are had as pdf, zpl.");
    assertThat(partners.arrived("heron", "/.*")).isEmpty();
  }

  @Test
  void moreParcelsThanGoTogether() {
    ObjectNode many = booking();
    many.withArray("parcels").add(many.at("/parcels/0")).add(many.at("/parcels/0"));
    ObjectNode rates = Bodies.rates("Reader").put("carrier", "heron");
    rates.set("parcels", many.get("parcels"));

    refused("/v1/shipments", many, "/parcels");
    refused("/v1/rates", rates, "/parcels");
    rates.remove("carrier");
    rates.withArray("carriers").add("heron").add("ups");
    JsonNode others = api.post("/v1/rates", null, rates).expect(200).json();
    assertThat(others.at("/problems/0/code").asText()).isEqualTo("not_offered");
    assertThat(others.path("rates")).isNotEmpty();
    assertThat(partners.arrived("heron", "/.*")).isEmpty();
  }

  @Test
  void aCurrencyThatTheProviderDoesNotTake() {
    ObjectNode payment = Bodies.payment(partners.order(), Bodies.GOOD_CARD, "Tea");
    payment.put("partner", "acorn").set("amount", Bodies.money(100, "EUR"));

    refused("/v1/payments", payment, "/amount/currency");
  }

  @Test
  void aPartnerSaysInWordsWhatItCanDo() {
    JsonNode heron = api.get("/v1/partners/heron").path("capabilities");
    JsonNode acorn = api.get("/v1/partners/acorn").path("capabilities");
    JsonNode ups = api.get("/v1/partners/ups").path("capabilities");

    assertThat(heron.path("label_formats").toString()).isEqualTo("[\"pdf\",\"zpl\"]");
    assertThat(heron.path("max_parcels").asInt()).isEqualTo(2);
    assertThat(heron.path("in_words").toString())
        .contains("Buys carriage and its labels.", "A shipment has at most 2 parcels.");
    assertThat(acorn.path("partial_capture").asText()).isEqualTo("several");
    assertThat(ups.path("tracking").toString()).isEqualTo("[\"ask\",\"push\"]");
  }
}
