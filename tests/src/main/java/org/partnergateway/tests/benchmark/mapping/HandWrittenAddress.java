package org.partnergateway.tests.benchmark.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The address part of {@link HandWrittenOrderMapping}. */
final class HandWrittenAddress {
  private static final Set<String> WITHOUT_DISTRICTS = Set.of("US", "CA", "GB");

  private HandWrittenAddress() {}

  static @Nullable ObjectNode map(ObjectMapper json, JsonNode address) {
    String country = HandWrittenOrderMapping.text(address.path("countryCode"));
    if (country == null) {
      return null;
    }
    ObjectNode out = json.createObjectNode();
    JsonNode more = address.path("extendedFields");
    String locality = locality(address);
    put(out, "name", address.path("name"));
    put(out, "company", address.path("companyName"));
    ArrayNode lines = lines(json, address, country, locality);
    if (!lines.isEmpty()) {
      out.set("lines", lines);
    }
    put(out, "street_name", more.path("streetName"));
    put(out, "house_number", more.path("streetNumber"));
    HandWrittenOrderMapping.put(out, "locality", locality);
    put(out, "region", address.path("stateOrRegion"));
    put(out, "postal_code", address.path("postalCode"));
    out.put("country", country.toUpperCase(Locale.ROOT));
    put(out, "phone", address.path("phone"));
    return out;
  }

  private static ArrayNode lines(
      ObjectMapper json, JsonNode address, String country, @Nullable String locality) {
    ArrayNode lines = json.createArrayNode();
    for (String name : new String[] {"addressLine1", "addressLine2", "addressLine3"}) {
      String line = HandWrittenOrderMapping.text(address.path(name));
      if (line != null) {
        lines.add(line);
      }
    }
    if (!WITHOUT_DISTRICTS.contains(country)) {
      JsonNode[] districts = {
        address.path("extendedFields").path("neighborhood"),
        address.path("districtOrCounty"),
        address.path("municipality")
      };
      for (JsonNode district : districts) {
        String line = HandWrittenOrderMapping.text(district);
        if (line != null && !line.equals(locality)) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static @Nullable String locality(JsonNode address) {
    return HandWrittenOrderMapping.first(
        HandWrittenOrderMapping.text(address.path("city")),
        HandWrittenOrderMapping.text(address.path("municipality")),
        HandWrittenOrderMapping.text(address.path("districtOrCounty")));
  }

  private static void put(ObjectNode out, String name, JsonNode value) {
    HandWrittenOrderMapping.put(out, name, HandWrittenOrderMapping.text(value));
  }
}
