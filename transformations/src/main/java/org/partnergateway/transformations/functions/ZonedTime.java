package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Places a local time on the time line and says how: by offset, zone, location, or, failing all, as
 * if it were UTC.
 *
 * <p>Where clocks go back and the local time happens twice, the first is meant (the offset before
 * the change). Where clocks go forward and it never happens, it is read with the offset before the
 * change, so 02:30 that was skipped is 03:30 in summer time.
 */
final class ZonedTime {
  private final Zones zones;

  ZonedTime(Zones zones) {
    this.zones = zones;
  }

  JsonNode call(JsonNode[] arguments) {
    String text = Arguments.text(arguments[0]);
    JsonNode place = arguments[1];
    if (!place.isObject() && !place.isNull()) {
      throw new ArgumentException(
          Arguments.show(place) + " is not an object of offset, zone, country, region");
    }
    LocalDateTime local = local(text);
    String offset = field(place, "offset");
    String zone = field(place, "zone");
    if (offset != null) {
      return result(local, offset(offset), "offset");
    }
    if (zone != null) {
      return result(local, TimeFunctions.zone(zone), "zone");
    }
    String country = field(place, "country");
    ZoneId found = country == null ? null : zones.find(country, field(place, "region"));
    return found == null
        ? result(local, ZoneOffset.UTC, "assumed_utc")
        : result(local, found, "location");
  }

  private static JsonNode result(LocalDateTime local, ZoneId zone, String source) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("occurred_at", Rfc3339.write(local.atZone(zone).toOffsetDateTime()))
        .put("local_time", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local))
        .put("tz_source", source);
  }

  private static LocalDateTime local(String text) {
    try {
      return LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    } catch (DateTimeException e) {
      throw new ArgumentException(
          TimeFunctions.quote(text) + " is not a local time like 2026-11-22T10:00:00");
    }
  }

  private static ZoneOffset offset(String text) {
    try {
      return ZoneOffset.of(text);
    } catch (DateTimeException e) {
      throw new ArgumentException(TimeFunctions.quote(text) + " is not an offset like -05:00");
    }
  }

  /** Null when absent, null or blank: partners send all three. */
  private static @Nullable String field(JsonNode place, String name) {
    JsonNode value = place.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = Arguments.text(value);
    return text.isBlank() ? null : text.strip();
  }
}
