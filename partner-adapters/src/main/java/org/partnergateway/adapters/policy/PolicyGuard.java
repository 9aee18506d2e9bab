package org.partnergateway.adapters.policy;

import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * What a call to one operation passes before it is sent: deadline, rate limit, bulkhead, breaker,
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
  public void check(Lane lane, Deadline deadline) throws RefusedException {
    if (deadline.passed(time)) {
      throw late();
    }
    breaker.check();
    limiter.check(deadline);
    bulkhead.check(lane);
  }

  /**
   * Waits for this call's turn, at most until the deadline.
   *
   * @return what the caller must report the call's end to
   */
  public Permit enter(Lane lane, Deadline deadline) throws RefusedException, InterruptedException {
    check(lane, deadline);
    limiter.acquire(lane, deadline);
    if (!bulkhead.tryAcquire()) {
      // A token that waits with its call for a place goes out later than it was counted, together
      // with those of another time. So the place comes first, and then a token before all others.
      limiter.giveBack();
      bulkhead.acquire(lane, deadline);
      takeTokenOrLeave(deadline);
    }
    try {
      breaker.acquire();
    } catch (RefusedException e) {
      bulkhead.release();
      limiter.giveBack();
      throw e;
    }
    return new Permit(this, time.nanos());
  }

  private void takeTokenOrLeave(Deadline deadline) throws RefusedException, InterruptedException {
    boolean taken = false;
    try {
      limiter.acquireInFront(deadline);
      taken = true;
    } finally {
      if (!taken) {
        bulkhead.release();
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
     * @param heard what the answer says of the partner's limit
     */
    public void end(@Nullable Failure failure, Heard heard) {
      guard.bulkhead.release();
      guard.breaker.report(
          failure == null ? Health.GOOD : failure.health(), guard.time.nanos() - since);
      if (failure == Failure.RATE_LIMITED) {
        guard.limiter.refused(heard);
      }
      if (heard != Heard.NOTHING) {
        guard.limiter.heard(heard, guard.bulkhead.used());
      }
    }
  }
}
