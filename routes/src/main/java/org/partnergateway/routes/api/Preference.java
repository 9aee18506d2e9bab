package org.partnergateway.routes.api;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Prefer} (RFC 7240) asks for. Preferences that aren't known are ignored, as the RFC
 * says.
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
      String[] preference = part.split(";", 2)[0].split("=", 2);
      String name = preference[0].strip().toLowerCase(Locale.ROOT);
      if (name.equals("wait") && preference.length == 2 && wait == null) {
        wait = seconds(preference[1]);
      } else if (name.equals("respond-async") && wait == null) {
        wait = Duration.ZERO;
      }
    }
    return wait == null ? NONE : new Preference(wait);
  }

  private static @Nullable Duration seconds(String text) {
    String word = text.strip();
    boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
    String digits = quoted ? word.substring(1, word.length() - 1) : word;
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 6
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Duration.ofSeconds(Integer.parseInt(digits)) : null;
  }
}
