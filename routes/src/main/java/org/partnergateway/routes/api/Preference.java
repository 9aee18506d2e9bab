package org.partnergateway.routes.api;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Prefer} (RFC 7240) asks for. Preferences that aren't known are ignored, as the RFC
 * says.
 *
 * @param patience how long the caller is ready to wait; null when it didn't say
 * @param respondAsync whether the answer may come later, however long that takes
 */
public record Preference(@Nullable Duration patience, boolean respondAsync) {
  public static final Preference NONE = new Preference(null, false);

  /** Reads the header's value; {@code respond-async} without a wait is a wait of zero. */
  public static Preference read(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    Duration wait = null;
    boolean respondAsync = false;
    for (String part : header.split(",")) {
      String[] preference = part.split(";", 2)[0].split("=", 2);
      String name = preference[0].strip().toLowerCase(Locale.ROOT);
      if (name.equals("wait") && preference.length == 2 && wait == null) {
        wait = seconds(preference[1]);
      } else if (name.equals("respond-async")) {
        respondAsync = true;
      }
    }
    return new Preference(respondAsync && wait == null ? Duration.ZERO : wait, respondAsync);
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
