package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** Prices a shipment by weight, for every service or for the one that is named. */
final class UpsRating {
  private static final UpsRequestRules RULES = UpsRequestRules.pricing();

  private UpsRating() {}

  static ObjectNode rate(String option, JsonNode body) {
    JsonNode shipment = body.at("/RateRequest/Shipment");
    List<JsonNode> packages = RULES.check(shipment, "PackagingType");
    String origin = UpsRequestRules.origin(shipment);
    String destination = UpsRequestRules.destination(shipment);
    List<String> services = UpsPrices.services(origin, destination);
    if (option.equalsIgnoreCase("Rate")) {
      RULES.checkService(shipment);
      services = List.of(shipment.at("/Service/Code").asText());
    } else if (!option.equalsIgnoreCase("Shop")) {
      throw UpsProblem.invalid("110051", "Invalid RequestOption");
    }
    boolean negotiated = shipment.at("/ShipmentRatingOptions").has("NegotiatedRatesIndicator");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode rate = answer.putObject("RateResponse");
    rate.set("Response", UpsShipments.success(body.at("/RateRequest/Request")));
    ArrayNode rated = rate.putArray("RatedShipment");
    for (String service : services) {
      rated.add(rated(origin, destination, service, packages, negotiated));
    }
    return answer;
  }

  private static ObjectNode rated(
      String origin,
      String destination,
      String service,
      List<JsonNode> packages,
      boolean negotiated) {
    ObjectNode rated = JsonNodeFactory.instance.objectNode();
    rated.putObject("Service").put("Code", service).put("Description", UpsPrices.name(service));
    BigDecimal pounds = UpsPrices.pounds(packages);
    rated.set("BillingWeight", UpsPrices.billingWeight(pounds));
    ObjectNode published = UpsPrices.charge(origin, destination, service, pounds, false);
    rated.set("TransportationCharges", published);
    rated.set("ServiceOptionsCharges", UpsPrices.none(origin));
    rated.set("TotalCharges", published.deepCopy());
    if (negotiated) {
      rated
          .putObject("NegotiatedRateCharges")
          .set("TotalCharge", UpsPrices.charge(origin, destination, service, pounds, true));
    }
    rated
        .putObject("GuaranteedDelivery")
        .put(
            "BusinessDaysInTransit",
            Integer.toString(UpsPrices.days(origin, destination, service)));
    ArrayNode pieces = rated.putArray("RatedPackage");
    for (JsonNode piece : packages) {
      BigDecimal weight = UpsPrices.pounds(List.of(piece));
      pieces
          .addObject()
          .put("Weight", weight.toPlainString())
          .set("BillingWeight", UpsPrices.billingWeight(weight));
    }
    return rated;
  }
}
