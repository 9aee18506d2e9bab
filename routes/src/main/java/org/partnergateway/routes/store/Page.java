package org.partnergateway.routes.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list.
 *
 * @param data the entries, in the list's order
 * @param nextCursor where the next piece begins, or null when this was the last
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {
  public Page {
    data = List.copyOf(data);
  }

  /** Makes a page from rows of which one more than the limit was asked for. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursorOf) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    return new Page<>(rows.subList(0, limit), cursorOf.apply(rows.get(limit - 1)));
  }
}
