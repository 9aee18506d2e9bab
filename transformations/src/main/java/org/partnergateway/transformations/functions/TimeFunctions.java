package org.partnergateway.transformations.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalQuery;
import java.util.List;

/** Times between RFC 3339 and what partners write, with the source of each time zone. */
public final class TimeFunctions {
  private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z

  private TimeFunctions() {}

  /** The functions of this subject; {@code zones} says which zone a place is in. */
  public static List<Function> all(Zones zones) {
    ZonedTime zonedTime = new ZonedTime(zones);
    return List.of(
        NamedFunction.of("time-of-epoch", 1, TimeFunctions::timeOfEpoch),
        NamedFunction.of("epoch-of", 1, TimeFunctions::epochOf),
        NamedFunction.of("time-of", 2, TimeFunctions::timeOf),
        NamedFunction.of("local-time-of", 2, TimeFunctions::localTimeOf),
        NamedFunction.of("zoned-time", 2, zonedTime::call),
        NamedFunction.of("time-format", 3, TimeFunctions::format));
  }

  private static JsonNode timeOfEpoch(JsonNode[] arguments) {
    long seconds = Arguments.integer(arguments[0]);
    if (Math.abs(seconds) > LAST_SECOND) {
      throw new ArgumentException(seconds + " seconds are beyond year 9999 (milliseconds?)");
    }
    return TextNode.valueOf(Rfc3339.write(Instant.ofEpochSecond(seconds)));
  }

  private static JsonNode epochOf(JsonNode[] arguments) {
    return Arguments.integerNode(
        Rfc3339.parse(Arguments.text(arguments[0])).toInstant().getEpochSecond());
  }

  private static JsonNode timeOf(JsonNode[] arguments) {
    ZonedDateTime time = parse(arguments, ZonedDateTime::from, "a date, a time and an offset");
    return TextNode.valueOf(Rfc3339.write(time.toOffsetDateTime()));
  }

  private static JsonNode localTimeOf(JsonNode[] arguments) {
    LocalDateTime time = parse(arguments, LocalDateTime::from, "a date and a time");
    return TextNode.valueOf(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
  }

  private static JsonNode format(JsonNode[] arguments) {
    DateTimeFormatter pattern = Patterns.of(Arguments.text(arguments[1]));
    ZoneId zone = zone(Arguments.text(arguments[2]));
    try {
      return TextNode.valueOf(
          pattern.format(Rfc3339.parse(Arguments.text(arguments[0])).atZoneSameInstant(zone)));
    } catch (DateTimeException e) {
      throw new ArgumentException(
          "a time can't be written by pattern " + Arguments.show(arguments[1]));
    }
  }

  private static <T> T parse(JsonNode[] arguments, TemporalQuery<T> query, String wanted) {
    String text = Arguments.text(arguments[0]);
    DateTimeFormatter pattern = Patterns.of(Arguments.text(arguments[1]));
    try {
      return pattern.parse(text, query);
    } catch (DateTimeException e) {
      throw new ArgumentException(
          quote(text) + " does not give " + wanted + " by pattern " + Arguments.show(arguments[1]));
    }
  }

  static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new ArgumentException(
          quote(id) + " is neither a time zone (America/New_York) nor an offset (-05:00)");
    }
  }

  static String quote(String text) {
    return Arguments.show(TextNode.valueOf(text));
  }
}
