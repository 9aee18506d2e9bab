package org.partnergateway.adapters.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * What a call to one operation passes before it is sent: deadline, rate limit, breaker, bulkhead,
 * in that order. The last three may be shared with other operations.
 */
public final class PolicyGuard {
  private final Limiter limiter;
  private final Breaker breaker;
  private final Bulkhead bulkhead;
  private final Time time;

  PolicyGuard(Limiter limiter, Breaker breaker, Bulkhead bulkhead, Time time) {
    this.limiter = limiter;
    this.breaker = breaker;
    this.bulkhead = bulkhead;
    this.time = time;
  }

  /** Refuses at once what cannot get through now; takes nothing. */
  public void check(Deadline deadline) throws RefusedException {
    if (deadline.passed(time)) {
      throw late();
    }
    breaker.check();
    limiter.check(deadline);
  }

  /**
   * Waits for this call's turn, at most until the deadline.
   *
   * @return what the caller must report the call's end to
   */
  public Permit enter(Deadline deadline) throws RefusedException, InterruptedException {
    check(deadline);
    limiter.acquire(deadline);
    breaker.acquire();
    boolean entered = false;
    try {
      bulkhead.acquire(deadline);
      entered = true;
      return new Permit(this, time.nanos());
    } finally {
      if (!entered) {
        breaker.forget();
      }
    }
  }

  private static RefusedException late() {
    return new RefusedException(
        new Refusal(
            Failure.UNAVAILABLE, "The deadline passed before the partner was called.", null));
  }

  /** A call under way. */
  public static final class Permit {
    private final PolicyGuard guard;
    private final long since;

    private Permit(PolicyGuard guard, long since) {
      this.guard = guard;
      this.since = since;
    }

    /**
     * The call has ended; to be told exactly once.
     *
     * @param failure null for an accepted answer
     * @param retryAfter what the partner asked for
     */
    public void end(@Nullable Failure failure, @Nullable Duration retryAfter) {
      guard.bulkhead.release();
      guard.breaker.report(
          failure == null ? Health.GOOD : failure.health(), guard.time.nanos() - since);
      if (failure == Failure.RATE_LIMITED) {
        guard.limiter.exhausted();
      }
      if (failure != null && retryAfter != null && retryAfter.isPositive()) {
        guard.limiter.penalise(retryAfter);
      }
    }
  }
}
