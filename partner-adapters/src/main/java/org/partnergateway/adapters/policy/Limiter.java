package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.time.Instant;
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
 * <p>Those who wait stand in a {@link WaitingLine}. One of them leads: it alone waits for tokens
 * and hands each to whoever is next by then, so that a call that somebody waits for goes before a
 * bulk call however long that has waited, and what has waited for a penalty to end leaves at the
 * limit's pace and not all at once. Whoever needn't wait takes no lock.
 */
public final class Limiter {
  private static final long SHORTEST_SLEEP_NANOS = 1_000;
  // So that a limit that has become faster is noticed.
  private static final long LONGEST_SLEEP_NANOS = 1_000_000_000;

  /** A partner that says neither its limit nor when to call again is left alone for so long. */
  static final Duration PAUSE_UNSAID = Duration.ofSeconds(1);

  private final String name;
  private final Time time;
  private final LimitState state;
  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingLine line;
  private final AtomicLong notBefore;
  // Written under the lock.
  private volatile int waiting;
  private volatile @Nullable Waiter leader;

  Limiter(String name, @Nullable RateLimit published, Time time, Tokens.Maker maker) {
    this(name, published, time, maker, () -> {});
  }

  /**
   * A limiter.
   *
   * @param published null for no limit but what the partner says in its answers
   * @param changed is told when there is something new to remember
   */
  Limiter(
      String name, @Nullable RateLimit published, Time time, Tokens.Maker maker, Runnable changed) {
    this.name = name;
    this.time = time;
    this.line = new WaitingLine(time);
    this.notBefore = new AtomicLong(time.nanos());
    this.state = new LimitState(name, published, time, maker, changed);
  }

  /** What it knows of the partner's limit. */
  public LimitState state() {
    return state;
  }

  /** The partner refused a call as one too many. */
  void refused(Heard heard) {
    state.refused();
    if (heard.retryAfter() == null && state.kept() == null) {
      penalise(PAUSE_UNSAID);
    }
  }

  /**
   * What an answer says of the limit.
   *
   * @param underWay calls that the partner may not have counted yet
   */
  void heard(Heard heard, int underWay) {
    state.heard(heard, underWay);
    Duration wait = heard.retryAfter();
    if (wait != null && wait.isPositive()) {
      penalise(wait);
    }
    Heard.Remaining remaining = heard.remaining();
    if (remaining != null && remaining.calls() == 0 && remaining.reset().isPositive()) {
      penalise(remaining.reset());
    }
  }

  /** The partner says: no call before this much time has passed. */
  void penalise(Duration wait) {
    long until = time.nanos() + wait.toNanos();
    notBefore.accumulateAndGet(until, (old, asked) -> asked - old > 0 ? asked : old);
    state.changed();
  }

  PolicyMemory.LimiterState remember() {
    return state.remember(notBefore());
  }

  void restore(PolicyMemory.LimiterState before) {
    state.restore(before);
    Instant until = before.notBefore();
    if (until != null && until.isAfter(time.instant())) {
      penalise(Duration.between(time.instant(), until));
    }
  }

  /** Until when the partner wants no call; null when it wants them. */
  public @Nullable Instant notBefore() {
    long penalty = penalty();
    return penalty <= 0 ? null : time.instant().plusNanos(penalty);
  }

  /** Waits for this caller's turn, or refuses at once when it cannot come before the deadline. */
  void acquire(Lane lane, Deadline deadline) throws RefusedException, InterruptedException {
    if (waiting > 0 || penalty() > 0 || state.take() > 0) {
      await(join(lane, deadline));
    }
  }

  /** The same for one who had its turn before and could not use it. */
  void acquireInFront(Deadline deadline) throws RefusedException, InterruptedException {
    if (penalty() > 0 || state.take() > 0) {
      await(join(null, deadline));
    }
  }

  /** The call that was let through is not made, or not yet. */
  void giveBack() {
    state.giveBack();
  }

  /** Refuses what a penalty keeps out until after the deadline, without taking a turn. */
  void check(Deadline deadline) throws RefusedException {
    long penalty = penalty();
    if (penalty > 0 && penalty > deadline.remainingNanos(time)) {
      throw refused("The partner asked to wait until after the deadline", penalty);
    }
  }

  private Waiter join(@Nullable Lane lane, Deadline deadline) throws RefusedException {
    state.review();
    lock.lock();
    try {
      if (lane != null) {
        refuseTheHopeless(lane, deadline);
      }
      Waiter me = lane == null ? line.addInFront(deadline) : line.add(lane, deadline);
      waiting = line.size();
      if (leader == null) {
        leader = me;
      }
      return me;
    } finally {
      lock.unlock();
    }
  }

  private void refuseTheHopeless(Lane lane, Deadline deadline) throws RefusedException {
    RateLimit limit = state.kept();
    int ahead = line.size(lane);
    long wait = Math.max(0, penalty());
    if (limit != null && leader != null) {
      // The one who leads is in the line, whose next token may come any moment.
      wait += Math.max(0, ahead - 1L) * limit.nanosPerPermit();
      if (ahead > limit.maxWaiting()) {
        throw refused((ahead - 1) + " calls wait already", wait);
      }
    }
    if (wait > 0 && wait > deadline.remainingNanos(time)) {
      throw refused("Its turn does not come before the deadline", wait);
    }
  }

  private void await(Waiter me) throws RefusedException, InterruptedException {
    try {
      while (!me.served()) {
        if (leader == me) {
          lead(me);
        } else if (me.deadline.passed(time)) {
          throw refused("Its turn did not come before the deadline", Math.max(0, penalty()));
        } else {
          me.park(time);
        }
      }
    } catch (RefusedException e) {
      if (!leave(me)) {
        throw e;
      }
    } catch (InterruptedException e) {
      if (leave(me)) {
        giveBack();
      }
      throw e;
    }
  }

  private void lead(Waiter me) throws RefusedException, InterruptedException {
    long wait = penalty();
    if (wait <= 0) {
      wait = state.take();
    }
    if (wait <= 0) {
      serveNext();
    } else if (wait > me.deadline.remainingNanos(time)) {
      throw refused("Its turn does not come before the deadline", wait);
    } else {
      long nap = Math.clamp(wait, SHORTEST_SLEEP_NANOS, LONGEST_SLEEP_NANOS);
      time.sleep(Duration.ofNanos(nap));
      if (wait > LONGEST_SLEEP_NANOS) {
        state.review();
      }
    }
  }

  private void serveNext() {
    lock.lock();
    try {
      Waiter next = line.next();
      waiting = line.size();
      if (next == null) {
        giveBack();
      } else {
        next.serve();
      }
      if (next == null || next == leader) {
        appoint();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has a token all the same. */
  private boolean leave(Waiter me) {
    lock.lock();
    try {
      line.remove(me);
      waiting = line.size();
      if (leader == me) {
        appoint();
      }
      return me.served();
    } finally {
      lock.unlock();
    }
  }

  private void appoint() {
    Waiter next = line.peek();
    leader = next;
    if (next != null) {
      next.wake();
    }
  }

  private long penalty() {
    return notBefore.get() - time.nanos();
  }

  /** Calls in line, the one that leads among them. */
  public int waiting() {
    return waiting;
  }

  private RefusedException refused(String why, long waitNanos) {
    return new RefusedException(
        new Refusal(
            Failure.RATE_LIMITED,
            "The rate limit of " + name + " is used up. " + why + ".",
            waitNanos > 0 ? Duration.ofNanos(waitNanos) : null));
  }
}
