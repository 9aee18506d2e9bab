package org.partnergateway.adapters.policy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * A partner's rate limit and its {@code Retry-After}.
 *
 * <p>Callers stand in line: the first of them holds the lock while it waits for a token, the others
 * wait for the lock, which is fair. So whoever came first goes first, and what has waited for a
 * penalty to end leaves at the limit's pace and not all at once.
 */
public final class Limiter {
  private final String name;
  private final Time time;
  private final ReentrantLock line = new ReentrantLock(true);
  private volatile Rule rule;
  private final AtomicLong notBefore;

  /** What holds at present; both or neither, so they are swapped as one. */
  private record Rule(@Nullable RateLimit limit, @Nullable Bucket bucket) {}

  /**
   * A limiter with a full bucket.
   *
   * @param limit null for no limit but the partner's {@code Retry-After}
   */
  Limiter(String name, @Nullable RateLimit limit, Time time) {
    this.name = name;
    this.time = time;
    this.notBefore = new AtomicLong(time.nanos());
    this.rule = new Rule(limit, limit == null ? null : bucket(limit));
  }

  /** Takes on another limit and keeps what has been used of the old one. */
  synchronized void reconfigure(@Nullable RateLimit limit) {
    Rule old = rule;
    if (limit == null || old.bucket() == null) {
      rule = new Rule(limit, limit == null ? null : bucket(limit));
    } else if (!limit.equals(old.limit())) {
      old.bucket()
          .replaceConfiguration(
              BucketConfiguration.builder().addLimit(bandwidth(limit)).build(),
              TokensInheritanceStrategy.AS_IS);
      rule = new Rule(limit, old.bucket());
    }
  }

  /** The partner says: no call before this much time has passed. */
  void penalise(Duration wait) {
    long until = time.nanos() + wait.toNanos();
    notBefore.accumulateAndGet(until, (old, asked) -> asked - old > 0 ? asked : old);
  }

  /** The partner says that its limit is used up, whatever we had counted. */
  void exhausted() {
    Bucket bucket = rule.bucket();
    if (bucket != null) {
      bucket.tryConsumeAsMuchAsPossible();
    }
  }

  /** Waits for this caller's turn, or refuses at once when it cannot come before the deadline. */
  void acquire(Deadline deadline) throws RefusedException, InterruptedException {
    Rule now = rule;
    if (now.bucket() == null && penalty() <= 0) {
      return;
    }
    refuseTheHopeless(now, deadline);
    if (!line.tryLock(Math.max(0, deadline.remainingNanos(time)), TimeUnit.NANOSECONDS)) {
      throw refused("Its turn does not come before the deadline", atLeast(rule));
    }
    try {
      waitAtTheHead(deadline);
    } finally {
      line.unlock();
    }
  }

  /** Refuses what a penalty keeps out until after the deadline, without taking a turn. */
  void check(Deadline deadline) throws RefusedException {
    long penalty = penalty();
    if (penalty > 0 && penalty > deadline.remainingNanos(time)) {
      throw refused("The partner asked to wait until after the deadline", penalty);
    }
  }

  private void refuseTheHopeless(Rule now, Deadline deadline) throws RefusedException {
    if (line.isLocked() && now.limit() != null && behind() >= now.limit().maxWaiting()) {
      throw refused(behind() + " calls wait already", atLeast(now));
    }
    long wait = atLeast(now);
    if (wait > 0 && wait > deadline.remainingNanos(time)) {
      throw refused("Its turn does not come before the deadline", wait);
    }
  }

  private void waitAtTheHead(Deadline deadline) throws RefusedException, InterruptedException {
    while (true) {
      long wait = penalty();
      if (wait <= 0) {
        Bucket bucket = rule.bucket();
        if (bucket == null) {
          return;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
          return;
        }
        wait = probe.getNanosToWaitForRefill();
      }
      if (wait > deadline.remainingNanos(time)) {
        throw refused("Its turn does not come before the deadline", wait);
      }
      time.sleep(Duration.ofNanos(wait));
    }
  }

  /** A lower bound of the wait of one who comes now, in nanoseconds. */
  private long atLeast(Rule now) {
    long penalty = Math.max(0, penalty());
    RateLimit limit = now.limit();
    Bucket bucket = now.bucket();
    if (limit == null || bucket == null || !line.isLocked()) {
      return penalty;
    }
    long missing = behind() + 1 - Math.max(0, bucket.getAvailableTokens());
    return penalty + Math.max(0, missing - 1) * limit.nanosPerPermit();
  }

  private long penalty() {
    return notBefore.get() - time.nanos();
  }

  /** Calls in line, the first among them. */
  public int waiting() {
    return behind() + (line.isLocked() ? 1 : 0);
  }

  private int behind() {
    return line.getQueueLength();
  }

  private RefusedException refused(String why, long waitNanos) {
    return new RefusedException(
        new Refusal(
            Failure.RATE_LIMITED,
            "The rate limit of " + name + " is used up. " + why + ".",
            waitNanos > 0 ? Duration.ofNanos(waitNanos) : null));
  }

  private Bucket bucket(RateLimit limit) {
    return Bucket.builder()
        .addLimit(bandwidth(limit))
        .withCustomTimePrecision(new Meter(time))
        .build();
  }

  private static Bandwidth bandwidth(RateLimit limit) {
    return Bandwidth.builder()
        .capacity(limit.burst())
        .refillGreedy(limit.permits(), limit.per())
        .build();
  }

  private record Meter(Time time) implements io.github.bucket4j.TimeMeter {
    @Override
    public long currentTimeNanos() {
      return time.nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
