package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Subscriptions to parcels' events, and the pushes that follow: what is still to come, none of what
 * has been. What was planned for a parcel is pushed even if it is voided meanwhile.
 */
final class UpsAlerts {
  private final WebhookSender sender;
  private final UpsShipments shipments;
  private final UpsJourneys journeys;
  private final InstantSource clock;
  private final Map<String, Long> effects;

  UpsAlerts(
      WebhookSender sender,
      UpsShipments shipments,
      UpsJourneys journeys,
      InstantSource clock,
      Map<String, Long> effects) {
    this.sender = sender;
    this.shipments = shipments;
    this.journeys = journeys;
    this.clock = clock;
    this.effects = effects;
  }

  ObjectNode subscribe(JsonNode body) {
    check(body);
    JsonNode destination = body.path("destination");
    ArrayNode valid = JsonNodeFactory.instance.arrayNode();
    ArrayNode invalid = JsonNodeFactory.instance.arrayNode();
    for (JsonNode number : body.path("trackingNumberList")) {
      (UpsTrackingNumbers.valid(number.asText()) ? valid : invalid).add(number.asText());
    }
    if (valid.isEmpty()) {
      throw UpsProblem.invalid(
          "VSS210", "The Subscription request should have at least one valid tracking number.");
    }
    valid.forEach(
        number ->
            push(
                number.asText(),
                destination.path("url").asText(),
                destination.path("credential").asText()));
    effects.merge("subscriptions", (long) valid.size(), Long::sum);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("validTrackingNumbers", valid);
    if (!invalid.isEmpty()) {
      answer.set("invalidTrackingNumbers", invalid);
    }
    return answer;
  }

  private static void check(JsonNode body) {
    require(body.path("locale").asText().matches("[a-z]{2}_[A-Z]{2}"), "VSS300", "Locale");
    require(body.path("countryCode").asText().matches("[A-Z]{2}"), "VSS400", "Country code");
    JsonNode numbers = body.path("trackingNumberList");
    require(numbers.isArray() && !numbers.isEmpty(), "VSS200", "Tracking Number List");
    if (numbers.size() > 100) {
      throw UpsProblem.invalid(
          "VSS220", "You have submitted over 100 tracking numbers which is not allowed.");
    }
    JsonNode destination = body.path("destination");
    require(destination.isObject(), "VSS500", "Destination");
    require(!destination.path("url").asText().isBlank(), "VSS600", "URL");
    require(!destination.path("credential").asText().isBlank(), "VSS700", "Credential");
    require(!destination.path("credentialType").asText().isBlank(), "VSS800", "CredentialType");
  }

  private static void require(boolean given, String code, String what) {
    if (!given) {
      throw UpsProblem.invalid(
          code, what + " is required. The Subscription request has been rejected.");
    }
  }

  private void push(String number, String url, String credential) {
    UpsShipment shipment = shipments.find(number);
    List<UpsScan> scans = shipment == null ? List.of() : journeys.scans(shipment);
    Instant now = clock.instant();
    for (UpsScan scan : scans) {
      if (scan.at().isAfter(now)) {
        Map<String, String> headers =
            Map.of(
                "Content-Type", "application/json",
                "User-Agent", "UPSPubSubTrackingService",
                "credential", credential);
        byte[] body = scan.alert(number).toString().getBytes(UTF_8);
        sender.post(url, headers, body, Duration.between(now, scan.at()));
      }
    }
  }
}
