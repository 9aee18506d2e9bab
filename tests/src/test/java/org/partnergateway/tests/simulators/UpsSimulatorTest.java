package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpsSimulatorTest {
  private static final Duration STEP = Duration.ofHours(6);
  private static final String RESULTS = "/ShipmentResponse/ShipmentResults";

  private final SettableClock clock = new SettableClock();
  private final RecordingSender sender = new RecordingSender();
  private final UpsSimulator simulator = new UpsSimulator(sender, "id", "secret", clock, STEP);
  private final UpsCaller ups = new UpsCaller(simulator).login();

  @Test
  void givesNoTokenForWrongCredentials() {
    UpsCaller.Answer answer = ups.token("id", "wrong");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("10401");
  }

  @Test
  void writesAllOfATokenAsText() {
    JsonNode token = ups.token("id", "secret").body();

    assertThat(token.path("expires_in")).isEqualTo(TextNode.valueOf("14399"));
  }

  @Test
  void refusesACallWithoutAToken() {
    UpsCaller.Answer answer =
        ups.send("POST", UpsCaller.SHIP, "{}", Map.of("content-type", "application/json"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("250002");
  }

  @Test
  void refusesACallWhenItsTokenHasExpired() {
    clock.forward(UpsTokens.LIFETIME.minusNanos(1));
    assertThat(ups.post(UpsCaller.SHOP, UpsCaller.rates()).status()).isEqualTo(200);

    clock.forward(Duration.ofNanos(1));
    UpsCaller.Answer answer = ups.post(UpsCaller.SHOP, UpsCaller.rates());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("251004");
  }

  @Test
  void pricesEveryServiceByWeightAndTheAccountLower() {
    JsonNode rated =
        ups.post(UpsCaller.SHOP, UpsCaller.rates()).body().at("/RateResponse/RatedShipment");

    List<String> services =
        StreamSupport.stream(rated.spliterator(), false)
            .map(rate -> rate.at("/Service/Code").asText())
            .toList();
    assertThat(services).containsExactly("03", "12", "02", "13", "01");
    assertThat(rated.at("/0/TotalCharges/MonetaryValue").asText()).isEqualTo("10.85");
    assertThat(rated.at("/0/NegotiatedRateCharges/TotalCharge/MonetaryValue").asText())
        .isEqualTo("8.68");
  }

  @Test
  void pricesOneServiceWhenItIsNamed() {
    JsonNode rated =
        ups.post(UpsCaller.RATE, UpsCaller.rates()).body().at("/RateResponse/RatedShipment");

    assertThat(rated).hasSize(1);
  }

  @Test
  void writesYenWithoutDecimals() {
    ObjectNode request = UpsCaller.rates();
    set(request, "/RateRequest/Shipment/Shipper/Address/CountryCode", "JP");
    set(request, "/RateRequest/Shipment/ShipTo/Address/CountryCode", "JP");

    JsonNode total =
        ups.post(UpsCaller.SHOP, request).body().at("/RateResponse/RatedShipment/0/TotalCharges");

    assertThat(total.path("CurrencyCode").asText()).isEqualTo("JPY");
    assertThat(new BigDecimal(total.path("MonetaryValue").asText()).scale()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1Z999AA10123456784, true", "1Z999AA10123456785, false", "1Z999AA1012345678, false"})
  void knowsTheCheckDigitOfATrackingNumber(String number, boolean valid) {
    assertThat(UpsTrackingNumbers.valid(number)).isEqualTo(valid);
  }

  @Test
  void booksAShipmentWithAValidNumberAndALabelForIt() {
    JsonNode results = ups.post(UpsCaller.SHIP, UpsCaller.shipment("03")).body().at(RESULTS);

    String number = results.path("ShipmentIdentificationNumber").asText();
    assertThat(UpsTrackingNumbers.valid(number)).as(number).isTrue();
    assertThat(number).startsWith("1ZA1B2C303");
    assertThat(results.at("/PackageResults/0/TrackingNumber").asText()).isEqualTo(number);
    String label = results.at("/PackageResults/0/ShippingLabel/GraphicImage").asText();
    assertThat(decode(label)).startsWith("^XA").contains(number).endsWith("^XZ");
    assertThat(simulator.effects()).containsEntry("shipments", 1L);
  }

  @Test
  void booksTwiceWhatIsAskedTwice() {
    assertThat(ups.booked()).isNotEqualTo(ups.booked());
    assertThat(simulator.effects()).containsEntry("shipments", 2L);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "absent",
      textBlock =
          """
          /Shipper/ShipperNumber,                absent, 120100
          /Shipper/Name,                         absent, 120101
          /ShipTo/Name,                          absent, 120200
          /ShipTo/Address/AddressLine/0,         123456789 A Very Long Name Of A Street, 120202
          /ShipTo/Address/PostalCode,            absent, 120207
          /ShipTo/Address/StateProvinceCode,     absent, 120206
          /ShipTo/Address/PostalCode,            00000,  120802
          /Package/0/PackageWeight/Weight,       absent, 120608
          /Package/0/PackageWeight/Weight,       0,      121030
          /Package/0/PackageWeight/UnitOfMeasurement/Code, KGS, 120546
          /Package/0/Packaging/Code,             absent, 120600
          /PaymentInformation/ShipmentCharge/0/BillShipper/AccountNumber, ZZZZZZ, 120415
          /Service/Code,                         absent, 120500
          /Service/Code,                         11,     121210
          """)
  void refusesAShipmentThatIsWrong(String pointer, String value, String code) {
    ObjectNode request = UpsCaller.shipment("03");
    set(request, "/ShipmentRequest/Shipment" + pointer, value);

    UpsCaller.Answer answer = ups.post(UpsCaller.SHIP, request);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(simulator.effects()).containsEntry("shipments", 0L);
  }

  @Test
  void takesReferencesWithinTheUsOnParcelsOnly() {
    ObjectNode request = UpsCaller.shipment("03");
    ((ObjectNode) request.at("/ShipmentRequest/Shipment"))
        .putArray("ReferenceNumber")
        .addObject()
        .put("Value", "R1");

    assertThat(ups.post(UpsCaller.SHIP, request).code()).isEqualTo("120541");
  }

  @ParameterizedTest
  @CsvSource({"GIF, GIF89a", "EPL, N"})
  void givesLabelsInTheFormatThatIsAskedFor(String format, String start) {
    ObjectNode request = UpsCaller.shipment("03");
    set(request, "/ShipmentRequest/LabelSpecification/LabelImageFormat/Code", format);

    String label =
        ups.post(UpsCaller.SHIP, request)
            .at(RESULTS + "/PackageResults/0/ShippingLabel/GraphicImage");

    assertThat(decode(label)).startsWith(start);
  }

  @Test
  void makesNoPngLabel() {
    ObjectNode request = UpsCaller.shipment("03");
    set(request, "/ShipmentRequest/LabelSpecification/LabelImageFormat/Code", "PNG");

    assertThat(ups.post(UpsCaller.SHIP, request).code()).isEqualTo("120702");
  }

  @Test
  void voidsOnceAndRefusesTheSecondTime() {
    String number = ups.booked();

    assertThat(ups.voidShipment(number).at("/VoidShipmentResponse/SummaryResult/Status/Code"))
        .isEqualTo("1");
    UpsCaller.Answer second = ups.voidShipment(number);
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.code()).isEqualTo("190117");
    assertThat(simulator.effects()).containsEntry("voids", 1L);
  }

  @ParameterizedTest
  @CsvSource({"1Z999AA10123456784, 190102", "1Z999AA10123456785, 190100"})
  void voidsNothingThatItDoesNotKnow(String number, String code) {
    assertThat(ups.voidShipment(number).code()).isEqualTo(code);
    assertThat(simulator.effects()).containsEntry("voids", 0L);
  }

  @Test
  void givesALabelAgainAsPdfByNumberAndByReference() {
    String number = ups.booked();

    for (String wanted :
        List.of(
            "\"TrackingNumber\": \"" + number + "\"",
            "\"ReferenceValues\": {\"ReferenceNumber\": {\"Value\": \"R1\"},"
                + " \"ShipperNumber\": \"A1B2C3\"}")) {
      UpsCaller.Answer answer = recover(wanted);
      String label = answer.at("/LabelRecoveryResponse/LabelResults/0/LabelImage/GraphicImage");
      assertThat(decode(label)).startsWith("%PDF").contains(number);
    }
  }

  @Test
  void givesNoLabelOfAVoidedOrUnknownShipment() {
    String number = ups.booked();
    ups.voidShipment(number);

    assertThat(recover("\"TrackingNumber\": \"" + number + "\"").code()).isEqualTo("300033");
    assertThat(recover("\"TrackingNumber\": \"1Z999AA10123456784\"").code()).isEqualTo("300007");
  }

  @Test
  void namesTheShipmentsWhereAReferenceFitsSeveral() {
    String first = ups.booked();
    String second = ups.booked();

    UpsCaller.Answer answer =
        recover(
            "\"ReferenceValues\": {\"ReferenceNumber\": {\"Value\": \"R1\"},"
                + " \"ShipperNumber\": \"A1B2C3\"}");

    assertThat(
            List.of(
                answer.at("/LabelRecoveryResponse/TrackingCandidate/0/TrackingNumber"),
                answer.at("/LabelRecoveryResponse/TrackingCandidate/1/TrackingNumber")))
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void tracksWhatHasHappenedByNowNewestFirst() {
    String number = ups.booked();
    clock.forward(STEP.multipliedBy(3));
    ups.login();

    JsonNode activities =
        ups.track(number).body().at("/trackResponse/shipment/0/package/0/activity");

    assertThat(activities.findValuesAsText("code")).containsExactly("OT", "DP", "OR", "MP");
    assertThat(activities.at("/0/time").asText()).isEqualTo("130000");
    assertThat(activities.at("/0/gmtTime").asText()).isEqualTo("20:00:00");
    assertThat(activities.at("/0/gmtOffset").asText()).isEqualTo("-07:00");
  }

  @Test
  void tracksNothingThatItDoesNotKnow() {
    UpsCaller.Answer answer = ups.track("1Z999AA10123456784");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("TW0001");
  }

  @Test
  void pushesWhatIsStillToComeWithTheCredentialOfTheSubscription() {
    String number = ups.booked();
    clock.forward(STEP);
    ups.login();

    UpsCaller.Answer answer = ups.post(UpsCaller.SUBSCRIBE, UpsCaller.subscription(number));

    assertThat(answer.at("/validTrackingNumbers/0")).isEqualTo(number);
    assertThat(sender.sent)
        .extracting(push -> push.json().at("/activityStatus/code").asText())
        .containsExactly("DP", "OT", "FS");
    assertThat(sender.sent)
        .allSatisfy(
            push -> {
              assertThat(push.url()).isEqualTo("https://gateway.example/partners/ups/webhooks");
              assertThat(push.headers())
                  .containsEntry("credential", "hush")
                  .containsEntry("User-Agent", "UPSPubSubTrackingService");
              assertThat(push.json().path("trackingNumber").asText()).isEqualTo(number);
            });
    assertThat(simulator.effects()).containsEntry("subscriptions", 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "/locale, VSS300",
    "/trackingNumberList, VSS200",
    "/destination, VSS500",
    "/destination/url, VSS600",
    "/destination/credential, VSS700",
    "/destination/credentialType, VSS800"
  })
  void refusesASubscriptionThatLacksSomething(String pointer, String code) {
    ObjectNode request = UpsCaller.subscription("1Z999AA10123456784");
    set(request, pointer, null);

    assertThat(ups.post(UpsCaller.SUBSCRIBE, request).code()).isEqualTo(code);
  }

  @Test
  void admitsFortyCallsAtOnceAndTwentyASecond() {
    for (int i = 0; i < 40; i++) {
      assertThat(ups.voidShipment("1Z999AA10123456784").status()).isEqualTo(400);
    }

    UpsCaller.Answer answer = ups.voidShipment("1Z999AA10123456784");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("10429");

    clock.forward(Duration.ofMillis(50));
    assertThat(ups.voidShipment("1Z999AA10123456784").status()).isEqualTo(400);
  }

  @Test
  void answersWhatItDoesNotOfferInUpsForm() {
    assertThat(ups.call("GET", "/api/nothing", "").code()).isEqualTo("404");
    assertThat(ups.call("GET", UpsCaller.SHIP, "").code()).isEqualTo("405");
    assertThat(ups.call("POST", UpsCaller.SHIP, "{").code()).isEqualTo("10001");
  }

  private UpsCaller.Answer recover(String wanted) {
    return ups.call(
        "POST",
        UpsCaller.RECOVER,
        """
        {"LabelRecoveryRequest": {"Request": {},
          "LabelSpecification": {"LabelImageFormat": {"Code": "PDF"}}, %s}}
        """
            .formatted(wanted));
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  /** Sets the text at the pointer, or removes it. */
  private static void set(JsonNode root, String pointer, @Nullable String value) {
    int last = pointer.lastIndexOf('/');
    JsonNode parent = root.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (parent instanceof ObjectNode object) {
      if (value == null) {
        object.remove(name);
      } else {
        object.put(name, value);
      }
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), TextNode.valueOf(value));
    }
  }
}
