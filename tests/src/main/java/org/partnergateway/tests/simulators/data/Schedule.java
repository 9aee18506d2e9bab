package org.partnergateway.tests.simulators.data;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen, in the order of its time. For one thread at a time. */
final class Schedule {
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private long number;

  private record Due(Instant at, long number, Runnable action) {}

  void add(Instant at, Runnable action) {
    queue.add(new Due(at, number++, action));
  }

  /** Takes the next that is due by then; null when there is none. */
  @Nullable Runnable next(Instant now) {
    Due first = queue.peek();
    if (first == null || first.at().isAfter(now)) {
      return null;
    }
    queue.remove();
    return first.action();
  }
}
