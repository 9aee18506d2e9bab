package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was booked and voided. Two equal bookings are two shipments: UPS has no idempotency key. */
final class UpsShipments {
  private static final UpsRequestRules RULES = UpsRequestRules.booking();
  private static final Set<String> FORMATS = Set.of("GIF", "ZPL", "EPL");
  private static final Set<String> RECOVERED_FORMATS = Set.of("GIF", "ZPL", "EPL", "PDF");

  private final InstantSource clock;
  private final Map<String, Long> effects;
  private final EffectListener listener;
  private final UpsTrackingNumbers numbers;
  private final Map<String, UpsShipment> byParcel = new ConcurrentHashMap<>();
  private final Set<String> voided = ConcurrentHashMap.newKeySet();

  UpsShipments(InstantSource clock, Map<String, Long> effects, EffectListener listener) {
    this.clock = clock;
    this.effects = effects;
    this.listener = listener;
    this.numbers = new UpsTrackingNumbers(clock);
  }

  /** The shipment that a parcel belongs to, unless it was voided or never booked. */
  @Nullable UpsShipment find(String parcel) {
    UpsShipment shipment = byParcel.get(parcel);
    return shipment == null || voided.contains(shipment.id()) ? null : shipment;
  }

  ObjectNode book(JsonNode body) {
    JsonNode request = body.path("ShipmentRequest");
    JsonNode shipment = request.path("Shipment");
    List<JsonNode> packages = RULES.check(shipment, "Packaging");
    checkParties(shipment);
    checkReferences(shipment, packages);
    String format = format(request, FORMATS, "120702");
    RULES.checkService(shipment);
    RULES.checkDestination(shipment);

    UpsShipment booked = keep(shipment, packages);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("ShipmentResponse");
    response.set("Response", success(request.path("Request")));
    ObjectNode results = response.putObject("ShipmentResults");
    charges(results, shipment, packages, booked.service());
    results.put("ShipmentIdentificationNumber", booked.id());
    ArrayNode parcels = results.putArray("PackageResults");
    for (String number : booked.parcels()) {
      ObjectNode label =
          parcels.addObject().put("TrackingNumber", number).putObject("ShippingLabel");
      label.putObject("ImageFormat").put("Code", format).put("Description", format);
      label.put("GraphicImage", SimulatedLabels.image(format, "UPS", number));
    }
    return answer;
  }

  private UpsShipment keep(JsonNode shipment, List<JsonNode> packages) {
    String account = shipment.at("/Shipper/ShipperNumber").asText();
    String service = shipment.at("/Service/Code").asText();
    List<String> parcels = new ArrayList<>();
    for (int i = 0; i < packages.size(); i++) {
      parcels.add(numbers.next(account, service));
    }
    JsonNode origin =
        shipment.has("ShipFrom") ? shipment.path("ShipFrom") : shipment.path("Shipper");
    UpsShipment booked =
        new UpsShipment(
            parcels.getFirst(),
            List.copyOf(parcels),
            service,
            account,
            reference(shipment, packages),
            UpsPlace.of(origin.path("Address")),
            UpsPlace.of(shipment.at("/ShipTo/Address")),
            clock.instant());
    parcels.forEach(parcel -> byParcel.put(parcel, booked));
    listener.tookEffect("ups", "shipments", booked.reference(), "", 0);
    effects.merge("shipments", 1L, Long::sum);
    return booked;
  }

  private static void checkParties(JsonNode shipment) {
    for (String whose : new String[] {"Shipper", "ShipTo"}) {
      String name = shipment.at("/" + whose + "/Name").asText();
      if (name.isBlank() || name.codePointCount(0, name.length()) > 35) {
        String code = whose.equals("Shipper") ? "120101" : "120200";
        throw UpsProblem.invalid(code, "Missing/Invalid " + whose + " Name");
      }
    }
    String payer =
        UpsRequestRules.list(shipment.at("/PaymentInformation/ShipmentCharge")).stream()
            .map(charge -> charge.at("/BillShipper/AccountNumber").asText())
            .findFirst()
            .orElse("");
    if (payer.isEmpty()) {
      throw UpsProblem.invalid("120416", "A single billing option is required per shipment.");
    }
    if (!payer.equals(shipment.at("/Shipper/ShipperNumber").asText())) {
      throw UpsProblem.invalid(
          "120415",
          "BillShipper/AccountNumber must be the same shipper number as Shipper/ShipperNumber");
    }
  }

  /** Within the US references stand on the parcels, everywhere else on the shipment. */
  private static void checkReferences(JsonNode shipment, List<JsonNode> packages) {
    boolean domestic =
        UpsRequestRules.origin(shipment).equals("US")
            && UpsRequestRules.destination(shipment).equals("US");
    if (domestic && shipment.has("ReferenceNumber")) {
      throw UpsProblem.invalid(
          "120541", "Shipment/ReferenceNumber is not allowed for this shipment");
    }
    if (!domestic && packages.stream().anyMatch(piece -> piece.has("ReferenceNumber"))) {
      throw UpsProblem.invalid(
          "120542", "Package/ReferenceNumber is not allowed for this shipment");
    }
  }

  private static String reference(JsonNode shipment, List<JsonNode> packages) {
    JsonNode holder = shipment.has("ReferenceNumber") ? shipment : packages.getFirst();
    return UpsRequestRules.list(holder.path("ReferenceNumber")).stream()
        .map(reference -> reference.path("Value").asText())
        .findFirst()
        .orElse("");
  }

  private static String format(JsonNode request, Set<String> formats, String code) {
    String format = request.at("/LabelSpecification/LabelImageFormat/Code").asText();
    if (!formats.contains(format)) {
      throw UpsProblem.invalid(code, "Missing/Invalid LabelSpecification/LabelImageFormat/Code");
    }
    return format;
  }

  private static void charges(
      ObjectNode results, JsonNode shipment, List<JsonNode> packages, String service) {
    String origin = UpsRequestRules.origin(shipment);
    String destination = UpsRequestRules.destination(shipment);
    var pounds = UpsPrices.pounds(packages);
    ObjectNode published = UpsPrices.charge(origin, destination, service, pounds, false);
    results.set("BillingWeight", UpsPrices.billingWeight(pounds));
    ObjectNode charges = results.putObject("ShipmentCharges");
    charges.set("TransportationCharges", published);
    charges.set("ServiceOptionsCharges", UpsPrices.none(origin));
    charges.set("TotalCharges", published.deepCopy());
    if (shipment.at("/ShipmentRatingOptions").has("NegotiatedRatesIndicator")) {
      results
          .putObject("NegotiatedRateCharges")
          .set("TotalCharge", UpsPrices.charge(origin, destination, service, pounds, true));
    }
  }

  ObjectNode cancel(String id) {
    if (!UpsTrackingNumbers.valid(id)) {
      throw UpsProblem.invalid("190100", "Invalid ShipmentIdentificationNumber.");
    }
    UpsShipment shipment = byParcel.get(id);
    if (shipment == null || !shipment.id().equals(id)) {
      throw UpsProblem.invalid("190102", "No shipment found within the allowed void period");
    }
    if (!voided.add(id)) {
      throw UpsProblem.invalid("190117", "The Shipment has already been voided");
    }
    listener.tookEffect("ups", "voids", shipment.reference(), "", 0);
    effects.merge("voids", 1L, Long::sum);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("VoidShipmentResponse");
    response.set("Response", success(JsonNodeFactory.instance.objectNode()));
    response
        .putObject("SummaryResult")
        .putObject("Status")
        .put("Code", "1")
        .put("Description", "Voided");
    return answer;
  }

  ObjectNode labels(JsonNode body) {
    JsonNode request = body.path("LabelRecoveryRequest");
    List<UpsShipment> wanted = wanted(request);
    if (wanted.size() > 1) {
      return candidates(request, wanted);
    }
    UpsShipment shipment = wanted.getFirst();
    if (voided.contains(shipment.id())) {
      throw UpsProblem.invalid(
          "300033", "The shipment for which you are trying to recover a label has been voided.");
    }
    String format = format(request, RECOVERED_FORMATS, "300013");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("LabelRecoveryResponse");
    response.set("Response", success(request.path("Request")));
    response.put("ShipmentIdentificationNumber", shipment.id());
    ArrayNode results = response.putArray("LabelResults");
    for (String number : shipment.parcels()) {
      ObjectNode result = results.addObject().put("TrackingNumber", number);
      // As PDF the labels of all parcels are one document, with the first.
      if (!format.equals("PDF") || number.equals(shipment.id())) {
        ObjectNode image = result.putObject("LabelImage");
        image.putObject("LabelImageFormat").put("Code", format);
        image.put("GraphicImage", SimulatedLabels.image(format, "UPS", number));
      }
    }
    return answer;
  }

  /** A reference that several shipments carry names none of them. */
  private static ObjectNode candidates(JsonNode request, List<UpsShipment> shipments) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode response = answer.putObject("LabelRecoveryResponse");
    response.set("Response", success(request.path("Request")));
    ArrayNode candidates = response.putArray("TrackingCandidate");
    shipments.forEach(one -> candidates.addObject().put("TrackingNumber", one.id()));
    return answer;
  }

  /** By tracking number, or by our reference together with the account. */
  private List<UpsShipment> wanted(JsonNode request) {
    String number = request.path("TrackingNumber").asText();
    String reference = request.at("/ReferenceValues/ReferenceNumber/Value").asText();
    String account = request.at("/ReferenceValues/ShipperNumber").asText();
    if (number.isEmpty() && (reference.isEmpty() || account.isEmpty())) {
      throw UpsProblem.invalid(
          "300005",
          "Either tracking number or combination of reference plus shipper number required");
    }
    List<UpsShipment> found =
        byParcel.entrySet().stream()
            .filter(
                parcel ->
                    number.isEmpty()
                        ? parcel.getValue().reference().equals(reference)
                            && parcel.getValue().account().equals(account)
                        : parcel.getKey().equals(number))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    if (found.isEmpty()) {
      throw UpsProblem.invalid("300007", "The shipment for the request could not be found.");
    }
    return found;
  }

  /** The head of every good answer. */
  static ObjectNode success(JsonNode request) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.putObject("ResponseStatus").put("Code", "1").put("Description", "Success");
    String context = request.at("/TransactionReference/CustomerContext").asText();
    if (!context.isEmpty()) {
      response.putObject("TransactionReference").put("CustomerContext", context);
    }
    return response;
  }
}
