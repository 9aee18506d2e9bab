package org.partnergateway.adapters.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date. */
public final class RetryAfter {
  /** Nothing longer is believed; it would be a slip, and it would shut the partner off. */
  private static final Duration LONGEST = Duration.ofDays(2);

  private static final int LONGEST_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait; null when the partner does not say, or not legibly. */
  public static @Nullable Duration read(Map<String, String> headers, Instant now) {
    return read(headers, now, LONGEST);
  }

  /**
   * The same where another time is the longest to be believed.
   *
   * @param longest waited for instead of anything longer
   */
  public static @Nullable Duration read(
      Map<String, String> headers, Instant now, Duration longest) {
    String value = headers.get("retry-after");
    if (value == null || value.isBlank()) {
      return null;
    }
    Duration wait = parse(value.trim(), now, longest);
    if (wait == null || wait.isNegative()) {
      return wait == null ? null : Duration.ZERO;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private static @Nullable Duration parse(String value, Instant now, Duration longest) {
    if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > LONGEST_DIGITS ? longest : Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      return Duration.between(
          now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
