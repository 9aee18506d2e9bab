package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as files and behaviours write them. */
public final class Times {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final int NANOS = 9;

  private Times() {}

  /**
   * Seconds as a number, or text with a unit.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Duration duration(JsonNode value) {
    if (value.isNumber() && value.decimalValue().signum() >= 0) {
      BigDecimal nanos = value.decimalValue().movePointRight(NANOS);
      return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }
    return duration(value.asText());
  }

  public static Duration duration(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no duration: give seconds, or a number with ms, s, m or h");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }
}
