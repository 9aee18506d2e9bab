package org.partnergateway.routes.store;

import org.jspecify.annotations.Nullable;

/** The caller's cursor is none that a list gave out. Whoever sent it is to begin without one. */
public final class InvalidCursor extends IllegalArgumentException {
  private static final int SHOWN = 80;

  public InvalidCursor(String cursor, @Nullable Throwable cause) {
    super("\"" + shorten(cursor) + "\" is no cursor of this list; leave it out to begin", cause);
  }

  private static String shorten(String cursor) {
    return cursor.length() <= SHOWN ? cursor : cursor.substring(0, SHOWN) + "…";
  }
}
