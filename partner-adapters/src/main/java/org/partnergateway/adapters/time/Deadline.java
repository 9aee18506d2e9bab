package org.partnergateway.adapters.time;

import java.time.Duration;

/**
 * The moment after which nobody waits for an answer any more.
 *
 * @param atNanos reading of {@link Time#nanos()} at that moment
 */
public record Deadline(long atNanos) {
  /** A deadline by the machine's own time. */
  public static Deadline in(Duration duration) {
    return in(duration, Time.SYSTEM);
  }

  /** A deadline by the given time. */
  public static Deadline in(Duration duration, Time time) {
    return new Deadline(time.nanos() + duration.toNanos());
  }

  /** Nanoseconds left; zero or less when it has passed. */
  public long remainingNanos(Time time) {
    return atNanos - time.nanos();
  }

  /** Whether it has passed. */
  public boolean passed(Time time) {
    return remainingNanos(time) <= 0;
  }
}
