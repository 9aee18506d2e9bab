package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** A place of scans, with its own time. */
record UpsPlace(String city, String state, String postalCode, String country) {
  /** By state in the US, else by country; UTC where nothing is known. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("US", "America/New_York"),
          Map.entry("US-CA", "America/Los_Angeles"),
          Map.entry("US-WA", "America/Los_Angeles"),
          Map.entry("US-OR", "America/Los_Angeles"),
          Map.entry("US-CO", "America/Denver"),
          Map.entry("US-IL", "America/Chicago"),
          Map.entry("US-TX", "America/Chicago"),
          Map.entry("CA", "America/Toronto"),
          Map.entry("DE", "Europe/Berlin"),
          Map.entry("GB", "Europe/London"),
          Map.entry("JP", "Asia/Tokyo"),
          Map.entry("KW", "Asia/Kuwait"));

  static final UpsPlace HUB = new UpsPlace("Louisville", "KY", "40213", "US");

  /** The place of an address of a shipment request. */
  static UpsPlace of(JsonNode address) {
    return new UpsPlace(
        address.path("City").asText(),
        address.path("StateProvinceCode").asText(),
        address.path("PostalCode").asText(),
        address.path("CountryCode").asText());
  }

  ZoneId zone() {
    String byCountry = ZONES.get(country);
    String byState = ZONES.get(country + "-" + state);
    String zone = byState == null ? byCountry : byState;
    return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
  }
}
