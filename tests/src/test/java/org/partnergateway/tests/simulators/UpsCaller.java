package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Calls a simulated UPS as a shipper would. */
final class UpsCaller {
  static final String SHIP = "/api/shipments/v2409/ship";
  static final String SHOP = "/api/rating/v2409/Shop";
  static final String RATE = "/api/rating/v2409/Rate";
  static final String RECOVER = "/api/labels/v1/recovery";
  static final String PICKUP = "/api/pickupcreation/v2409/pickup";
  static final String SUBSCRIBE = "/api/track/v1/subscription/standard/package";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final UpsSimulator ups;
  private String token = "";

  record Answer(int status, JsonNode body) {
    String at(String pointer) {
      return body.at(pointer).asText();
    }

    String code() {
      return at("/response/errors/0/code");
    }
  }

  UpsCaller(UpsSimulator ups) {
    this.ups = ups;
  }

  Answer token(String id, String secret) {
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    return send(
        "POST",
        "/security/v1/oauth/token",
        "grant_type=client_credentials",
        Map.of("authorization", "Basic " + basic));
  }

  UpsCaller login() {
    token = token("id", "secret").at("/access_token");
    return this;
  }

  Answer call(String method, String path, String body) {
    return send(
        method,
        path,
        body,
        Map.of(
            "authorization", "Bearer " + token,
            "content-type", "application/json",
            "transid", "01KAQX5V8E3C7H2M9T4R6W0Y1Z",
            "transactionsrc", "test"));
  }

  Answer post(String path, JsonNode body) {
    return call("POST", path, body.toString());
  }

  Answer voidShipment(String id) {
    return call("DELETE", "/api/shipments/v2409/void/cancel/" + id, "");
  }

  Answer cancelPickup(String number) {
    return send(
        "DELETE",
        "/api/shipments/v2409/pickup/02",
        "",
        Map.of("authorization", "Bearer " + token, "prn", number));
  }

  Answer track(String number) {
    return call("GET", "/api/track/v1/details/" + number, "");
  }

  /** The number of a shipment of one parcel within the US. */
  String booked() {
    return post(SHIP, shipment("03"))
        .at("/ShipmentResponse/ShipmentResults/ShipmentIdentificationNumber");
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    SimulatedAnswer answer =
        ups.answer(
            new SimulatedRequest(
                method, path, Map.of(), new HashMap<>(headers), body.getBytes(UTF_8)));
    return new Answer(answer.status(), json(new String(answer.body(), UTF_8)));
  }

  static ObjectNode shipment(String service) {
    return json(
        """
        {"ShipmentRequest": {
          "Request": {"RequestOption": "nonvalidate", "TransactionReference": {"CustomerContext": "R1"}},
          "Shipment": {
            "Shipper": {"Name": "Shop", "ShipperNumber": "A1B2C3", "Address": {
              "AddressLine": ["1 Dock Rd"], "City": "Newark", "StateProvinceCode": "NJ",
              "PostalCode": "07114", "CountryCode": "US"}},
            "ShipTo": {"Name": "Jane Doe", "Address": {
              "AddressLine": ["5 Elm St"], "City": "Denver", "StateProvinceCode": "CO",
              "PostalCode": "80202", "CountryCode": "US"}},
            "PaymentInformation": {"ShipmentCharge": [
              {"Type": "01", "BillShipper": {"AccountNumber": "A1B2C3"}}]},
            "ShipmentRatingOptions": {"NegotiatedRatesIndicator": "Y"},
            "Service": {"Code": "%s"},
            "Package": [{
              "Packaging": {"Code": "02"},
              "PackageWeight": {"UnitOfMeasurement": {"Code": "LBS"}, "Weight": "2.6"},
              "ReferenceNumber": [{"Value": "R1"}]}]},
          "LabelSpecification": {
            "LabelImageFormat": {"Code": "ZPL"}, "LabelStockSize": {"Height": "6", "Width": "4"}}}}
        """
            .formatted(service));
  }

  static ObjectNode pickup() {
    return json(
        """
        {"PickupCreationRequest": {
          "Request": {"TransactionReference": {"CustomerContext": "R1"}},
          "RatePickupIndicator": "Y",
          "Shipper": {"Account": {"AccountNumber": "A1B2C3", "AccountCountryCode": "US"}},
          "PickupDateInfo": {"PickupDate": "20261123", "ReadyTime": "0900", "CloseTime": "1700"},
          "PickupAddress": {"CompanyName": "Shop", "ContactName": "Dispatch",
            "AddressLine": ["1 Dock Rd"], "City": "Newark", "StateProvince": "NJ",
            "PostalCode": "07114", "CountryCode": "US", "ResidentialIndicator": "N",
            "Phone": {"Number": "9735550142"}},
          "AlternateAddressIndicator": "Y",
          "PickupPiece": [{"ServiceCode": "003", "Quantity": "2", "DestinationCountryCode": "US",
            "ContainerCode": "01"}],
          "TotalWeight": {"Weight": "5.2", "UnitOfMeasurement": "LBS"},
          "OverweightIndicator": "N", "PaymentMethod": "01", "ReferenceNumber": "R1"}}
        """);
  }

  static ObjectNode rates() {
    ObjectNode shipment = (ObjectNode) shipment("03").at("/ShipmentRequest/Shipment").deepCopy();
    shipment.set(
        "Package",
        json("""
        {"packages": [{
          "PackagingType": {"Code": "02"},
          "PackageWeight": {"UnitOfMeasurement": {"Code": "LBS"}, "Weight": "2.6"}}]}
        """)
            .get("packages"));
    ObjectNode body = JSON.createObjectNode();
    ((ObjectNode) body.putObject("RateRequest").set("Request", JSON.createObjectNode()))
        .set("Shipment", shipment);
    return body;
  }

  static ObjectNode subscription(String number) {
    return json(
        """
        {"locale": "en_US", "countryCode": "US", "trackingNumberList": ["%s"],
         "destination": {"url": "https://gateway.example/partners/ups/webhooks",
           "credentialType": "Bearer", "credential": "hush"}}
        """
            .formatted(number));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
