package org.partnergateway.routes.store.events;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;

/**
 * How far a reader has come: all that the snapshot {@code seen} shows, and of what {@code current}
 * shows beyond that, all up to a position.
 *
 * @param current null when the reader is through with it
 */
record EventCursor(String seen, @Nullable String current, long position) {
  // xmin:xmax:transactions in progress, as PostgreSQL writes a pg_snapshot.
  private static final String SNAPSHOT = "\\d{1,19}:\\d{1,19}:(?:\\d{1,19}(?:,\\d{1,19})*)?";
  private static final Pattern FORM =
      Pattern.compile(SNAPSHOT + "(?: " + SNAPSHOT + " \\d{1,18})?");

  /** Before the first event: a snapshot that shows no transaction. */
  static final EventCursor START = new EventCursor("1:1:", null, 0);

  static EventCursor parse(@Nullable String text) {
    if (text == null) {
      return START;
    }
    String inside = ListCursor.decode(text);
    if (!FORM.matcher(inside).matches()) {
      throw new InvalidCursor(text, null);
    }
    String[] parts = inside.split(" ", 3);
    return parts.length == 1
        ? new EventCursor(parts[0], null, 0)
        : new EventCursor(parts[0], parts[1], Long.parseLong(parts[2]));
  }

  String text() {
    return ListCursor.encode(current == null ? seen : seen + " " + current + " " + position);
  }
}
