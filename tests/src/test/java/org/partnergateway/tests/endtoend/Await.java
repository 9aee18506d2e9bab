package org.partnergateway.tests.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until something holds, and gives up at a deadline. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(25);

  private Await() {}

  /** The first value for which the condition holds; fails with the last one seen. */
  static <T> T until(String what, Supplier<T> value, Predicate<? super T> condition) {
    return until(what, DEADLINE, value, condition);
  }

  static <T> T until(
      String what, Duration deadline, Supplier<T> value, Predicate<? super T> condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      T now = value.get();
      if (condition.test(now)) {
        return now;
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "%s: not within %d s; at last it was %s".formatted(what, deadline.toSeconds(), now));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
