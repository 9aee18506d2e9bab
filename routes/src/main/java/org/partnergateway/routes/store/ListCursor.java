package org.partnergateway.routes.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A place in a list that goes from the newest entry to the oldest: the last entry given out. */
public record ListCursor(Instant createdAt, String id) {
  /** Before the newest. */
  public static final ListCursor START =
      new ListCursor(Instant.parse("9999-12-31T23:59:59.999999Z"), "\uffff");

  /**
   * Reads a cursor that a list gave out; null is the start.
   *
   * @throws InvalidCursor when no list gave it out
   */
  public static ListCursor parse(@Nullable String text) {
    if (text == null) {
      return START;
    }
    String[] parts = decode(text).split(" ", 2);
    try {
      if (parts.length == 2 && !parts[1].isEmpty()) {
        return new ListCursor(Instant.parse(parts[0]), parts[1]);
      }
    } catch (DateTimeException e) {
      throw new InvalidCursor(text, e);
    }
    throw new InvalidCursor(text, null);
  }

  /** The cursor as callers see it: opaque, safe in a URL. */
  public String text() {
    return encode(createdAt + " " + id);
  }

  /** Makes the inside of a cursor opaque and safe in a URL. */
  public static String encode(String inside) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(inside.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The inside of a cursor.
   *
   * @throws InvalidCursor when the text is not one
   */
  public static String decode(String text) {
    try {
      String inside = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (inside.indexOf('\0') < 0) {
        return inside;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidCursor(text, e);
    }
    throw new InvalidCursor(text, null);
  }
}
