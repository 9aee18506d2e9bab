package org.partnergateway.routes.store.events;

import java.util.regex.Matcher;
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
  /** Before the first event: a snapshot that shows no transaction. */
  static final EventCursor START = new EventCursor("1:1:", null, 0);

  // As PostgreSQL writes a pg_snapshot. 18 digits are a long, and more than there are transactions.
  private static final Pattern SNAPSHOT =
      Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18}(?:,\\d{1,18})*)?)");

  static EventCursor parse(@Nullable String text) {
    if (text == null) {
      return START;
    }
    String[] parts = ListCursor.decode(text).split(" ", 3);
    if (parts.length == 1 && isSnapshot(parts[0])) {
      return new EventCursor(parts[0], null, 0);
    }
    if (parts.length == 3
        && isSnapshot(parts[0])
        && isSnapshot(parts[1])
        && parts[2].matches("\\d{1,18}")) {
      return new EventCursor(parts[0], parts[1], Long.parseLong(parts[2]));
    }
    throw new InvalidCursor(text, null);
  }

  String text() {
    return ListCursor.encode(current == null ? seen : seen + " " + current + " " + position);
  }

  // What PostgreSQL would refuse must not get as far as that: transactions before the first and
  // after the last that were in progress, and in between, in order, those that were.
  private static boolean isSnapshot(String text) {
    Matcher parts = SNAPSHOT.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    long first = Long.parseLong(parts.group(1));
    long next = Long.parseLong(parts.group(2));
    long least = first;
    if (!parts.group(3).isEmpty()) {
      for (String one : parts.group(3).split(",")) {
        long transaction = Long.parseLong(one);
        if (transaction < least || transaction >= next) {
          return false;
        }
        least = transaction;
      }
    }
    return first > 0 && first <= next;
  }
}
