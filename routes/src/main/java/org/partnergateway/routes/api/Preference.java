package org.partnergateway.routes.api;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Prefer} (RFC 7240) asks for. Preferences that aren't known are ignored, as the RFC says.
 *
 * @param patience how long the caller is ready to wait; null when it didn't say
 */
public record Preference(@Nullable Duration patience) {
  public static final Preference NONE = new Preference(null);

  /** Reads the header's value; {@code respond-async} is a wait of zero. */
  public static Preference read(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    Duration wait = null;
    for (String part : header.split(",")) {
      String preference = part.strip().toLowerCase(Locale.ROOT);
      if (preference.startsWith("wait=") && wait == null) {
        wait = seconds(preference.substring("wait=".length()));
      } else if (preference.equals("respond-async") && wait == null) {
        wait = Duration.ZERO;
      }
    }
    return wait == null ? NONE : new Preference(wait);
  }

  private static @Nullable Duration seconds(String text) {
    String digits = text.strip();
    boolean number =
        !digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Duration.ofSeconds(Integer.parseInt(digits)) : null;
  }
}
