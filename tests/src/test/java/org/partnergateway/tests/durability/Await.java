package org.partnergateway.tests.durability;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again, at most so long, at what other processes do in their own time. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private Await() {}

  /** A look at something; what it throws counts as "not yet". */
  @FunctionalInterface
  public interface Look<T> {
    Optional<T> look() throws Exception;
  }

  /** A question; what it throws counts as "no". */
  @FunctionalInterface
  public interface Question {
    boolean ask() throws Exception;
  }

  public static void until(String what, Question question) {
    value(what, () -> question.ask() ? Optional.of(true) : Optional.empty());
  }

  /**
   * @throws AssertionError when it doesn't come about
   */
  public static <T> T value(String what, Look<T> look) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        Optional<T> seen = look.look();
        if (seen.isPresent()) {
          return seen.get();
        }
        last = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting until " + what, e);
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("in %s it did not come about that %s".formatted(PATIENCE, what), last);
  }
}
