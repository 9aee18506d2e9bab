package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What UPS checks of a shipment before it prices or books it. Codes of pricing are those of booking
 * less ten thousand.
 */
final class UpsRequestRules {
  /** A US ZIP code that no town has: UPS can't find the address. */
  static final String UNKNOWN_POSTAL_CODE = "00000";

  private static final Pattern ACCOUNT = Pattern.compile("[0-9A-Za-z]{6}");
  private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,4}([.][0-9]{1,2})?");

  private final int less;

  private UpsRequestRules(int less) {
    this.less = less;
  }

  static UpsRequestRules booking() {
    return new UpsRequestRules(0);
  }

  static UpsRequestRules pricing() {
    return new UpsRequestRules(10_000);
  }

  /** The parcels of a shipment that is fit to be priced. */
  List<JsonNode> check(JsonNode shipment, String packaging) {
    if (!ACCOUNT.matcher(shipment.at("/Shipper/ShipperNumber").asText()).matches()) {
      throw refused(120100, "Missing or Invalid shipper number");
    }
    address(shipment.at("/Shipper/Address"), 120102, "Shipper");
    address(shipment.at("/ShipTo/Address"), 120202, "ShipTo");
    if (shipment.has("ShipFrom")) {
      address(shipment.at("/ShipFrom/Address"), 120302, "ShipFrom");
    }
    List<JsonNode> packages = list(shipment.path("Package"));
    if (packages.isEmpty()) {
      throw refused(120002, "No packages in shipment.");
    }
    boolean american = origin(shipment).equals("US");
    for (JsonNode piece : packages) {
      piece(piece, packaging, american);
    }
    return packages;
  }

  private void address(JsonNode address, int lines, String whose) {
    List<JsonNode> written = list(address.path("AddressLine"));
    if (written.isEmpty() || written.getFirst().asText().isBlank()) {
      throw refused(lines, "Missing/Invalid " + whose + " AddressLine1");
    }
    for (int i = 0; i < written.size(); i++) {
      String line = written.get(i).asText();
      if (i > 2 || line.codePointCount(0, line.length()) > 35 || line.isBlank()) {
        throw refused(lines + Math.min(i, 2), "Invalid " + whose + " AddressLine" + (i + 1));
      }
    }
    String country = address.path("CountryCode").asText();
    if (country.length() != 2) {
      throw refused(lines + 6, "Missing/Invalid/Unsupported " + whose + " CountryCode");
    }
    String postalCode = address.path("PostalCode").asText();
    if (postalCode.length() > 9
        || (country.equals("US") && !postalCode.matches("[0-9]{5}([0-9]{4})?"))) {
      throw refused(lines + 5, "Missing/Invalid " + whose + " PostalCode");
    }
    if (country.equals("US") && !address.path("StateProvinceCode").asText().matches("[A-Z]{2}")) {
      throw refused(lines + 4, "Missing/Invalid " + whose + " StateProvinceCode");
    }
  }

  private void piece(JsonNode piece, String packaging, boolean american) {
    if (piece.at("/" + packaging + "/Code").asText().isEmpty()) {
      throw refused(120600, "Missing Package/PackagingType/Code");
    }
    String weight = piece.at("/PackageWeight/Weight").asText();
    if (weight.isEmpty()) {
      throw refused(120608, "Package weight is required");
    }
    if (!WEIGHT.matcher(weight).matches()) {
      throw refused(120601, "Missing/Invalid Package weight");
    }
    String unit = piece.at("/PackageWeight/UnitOfMeasurement/Code").asText();
    if (!unit.equals("LBS") && (american || !unit.equals("KGS"))) {
      throw refused(
          120546, unit + " is not a valid unit of measurement for weight for this shipment");
    }
    JsonNode dimensions = piece.path("Dimensions");
    boolean mixed =
        !dimensions.isMissingNode()
            && dimensions.at("/UnitOfMeasurement/Code").asText().equals("IN") != unit.equals("LBS");
    if (mixed) {
      throw refused(
          120548, "A shipment cannot have a KGS/IN or LBS/CM as its unit of measurements");
    }
    BigDecimal value = new BigDecimal(weight);
    if (value.signum() == 0) {
      throw refused(121030, "Packages must weigh more than zero pounds.");
    }
    if (value.compareTo(new BigDecimal(unit.equals("LBS") ? 150 : 70)) > 0) {
      throw refused(121035, "A package may weigh 150 pounds or 70 kilograms at most.");
    }
  }

  /** Refuses a service that does not go between the two countries. */
  void checkService(JsonNode shipment) {
    String service = shipment.at("/Service/Code").asText();
    if (service.isEmpty()) {
      throw refused(120500, "Missing/Invalid Service/Code");
    }
    if (!UpsPrices.services(origin(shipment), destination(shipment)).contains(service)) {
      throw refused(121210, "The requested service is unavailable between the selected locations.");
    }
  }

  /** Refuses an address that there is not. */
  void checkDestination(JsonNode shipment) {
    if (shipment.at("/ShipTo/Address/PostalCode").asText().equals(UNKNOWN_POSTAL_CODE)) {
      throw refused(120802, "Address Validation Error on ShipTo address");
    }
  }

  private UpsProblem refused(int code, String message) {
    return UpsProblem.invalid(Integer.toString(code - less), message);
  }

  static String origin(JsonNode shipment) {
    String whose = shipment.has("ShipFrom") ? "ShipFrom" : "Shipper";
    return shipment.at("/" + whose + "/Address/CountryCode").asText();
  }

  static String destination(JsonNode shipment) {
    return shipment.at("/ShipTo/Address/CountryCode").asText();
  }

  /** UPS takes one element where a list stands. */
  static List<JsonNode> list(JsonNode node) {
    List<JsonNode> list = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(list::add);
    } else if (!node.isMissingNode() && !node.isNull()) {
      list.add(node);
    }
    return list;
  }
}
