package org.partnergateway.transformations.functions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as RFC 3339 has them: with seconds, with an offset, in years of four digits. */
final class Rfc3339 {
  private static final int SHORTEST = "2026-11-23T02:00:00Z".length();

  private Rfc3339() {}

  static OffsetDateTime parse(String text) {
    try {
      if (text.length() >= SHORTEST && text.charAt(4) == '-') {
        return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      }
    } catch (DateTimeException e) {
      // Told below, in our words.
    }
    throw new ArgumentException(
        TimeFunctions.quote(text) + " is not a time like 2026-11-23T02:00:00Z");
  }

  static String write(OffsetDateTime time) {
    if (time.getYear() < 0 || time.getYear() > 9999) {
      throw new ArgumentException("the year " + time.getYear() + " is not one of four digits");
    }
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  static String write(Instant instant) {
    return write(instant.atOffset(ZoneOffset.UTC));
  }
}
