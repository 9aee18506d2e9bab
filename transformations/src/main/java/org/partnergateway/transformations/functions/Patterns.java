package org.partnergateway.transformations.functions;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Formatters by java.time pattern: English, strict about dates that don't exist, compiled once. */
final class Patterns {
  private static final int REMEMBERED = 500;
  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

  private Patterns() {}

  static DateTimeFormatter of(String pattern) {
    DateTimeFormatter known = FORMATTERS.get(pattern);
    if (known != null) {
      return known;
    }
    DateTimeFormatter made = make(pattern);
    // Patterns stand in mappings; should one be made of data, memory stays bounded.
    if (FORMATTERS.size() < REMEMBERED) {
      FORMATTERS.put(pattern, made);
    }
    return made;
  }

  private static DateTimeFormatter make(String pattern) {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          // So that yyyy, a year of an era, is accepted like uuuu.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);
    } catch (IllegalArgumentException e) {
      throw new ArgumentException(
          "pattern " + TimeFunctions.quote(pattern) + " is not one: " + e.getMessage());
    }
  }
}
