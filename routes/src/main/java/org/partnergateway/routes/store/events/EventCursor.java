package org.partnergateway.routes.store.events;

import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;

/**
 * How far a reader has come: it has had all events up to this number.
 *
 * @param number 0 before the first
 */
record EventCursor(long number) {
  private static final String PREFIX = "event ";

  static EventCursor parse(String text) {
    String inside = ListCursor.decode(text);
    // 18 digits are a long, and more than there are events.
    if (!inside.matches(PREFIX + "\\d{1,18}")) {
      throw new InvalidCursor(text, null);
    }
    return new EventCursor(Long.parseLong(inside.substring(PREFIX.length())));
  }

  /** Null is the beginning of what is kept. */
  static @Nullable EventCursor parseOrNull(@Nullable String text) {
    return text == null ? null : parse(text);
  }

  String text() {
    return ListCursor.encode(PREFIX + number);
  }
}
