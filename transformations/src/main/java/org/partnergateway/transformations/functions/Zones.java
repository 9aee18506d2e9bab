package org.partnergateway.transformations.functions;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which time zone a place is in, where there can be only one.
 *
 * @param ofCountry zone of each country that has one, by ISO 3166-1 alpha-2 code
 * @param ofRegion zone of each region that has one, by country and ISO 3166-2 code without country
 */
public record Zones(Map<String, ZoneId> ofCountry, Map<String, Map<String, ZoneId>> ofRegion) {
  /** No place's zone is known. */
  public static final Zones NONE = new Zones(Map.of(), Map.of());

  public Zones {
    ofCountry = Map.copyOf(ofCountry);
    ofRegion = Map.copyOf(ofRegion);
  }

  @Nullable ZoneId find(String country, @Nullable String region) {
    ZoneId only = ofCountry.get(country);
    if (only != null || region == null) {
      return only;
    }
    String prefix = country + "-";
    String code = region.startsWith(prefix) ? region.substring(prefix.length()) : region;
    return ofRegion.getOrDefault(country, Map.of()).get(code);
  }
}
