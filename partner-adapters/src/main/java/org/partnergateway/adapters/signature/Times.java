package org.partnergateway.adapters.signature;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Judges the time in a signature, either way: one from the future could be kept for later. */
final class Times {
  private static final int MOST_DIGITS = 12;

  private Times() {}

  /** Whether it is a number of seconds as signatures have it. */
  static boolean isSeconds(String text) {
    boolean clean = !text.isEmpty() && text.length() <= MOST_DIGITS;
    for (int i = 0; clean && i < text.length(); i++) {
      clean = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return clean;
  }

  /** Why the time is too far off; null when it isn't. */
  static @Nullable String fault(long seconds, Instant now, Duration tolerance) {
    long age = now.getEpochSecond() - seconds;
    return Math.abs(age) > tolerance.toSeconds()
        ? "has a timestamp %d seconds in the %s; at most %d are allowed"
            .formatted(Math.abs(age), age > 0 ? "past" : "future", tolerance.toSeconds())
        : null;
  }
}
