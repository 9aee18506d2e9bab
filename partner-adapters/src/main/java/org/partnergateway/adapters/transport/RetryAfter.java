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
    String value = headers.get("retry-after");
    if (value == null || value.isBlank()) {
      return null;
    }
    Duration wait = parse(value.trim(), now);
    if (wait == null || wait.isNegative()) {
      return wait == null ? null : Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static @Nullable Duration parse(String value, Instant now) {
    if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > LONGEST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      return Duration.between(
          now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
