package org.partnergateway.adapters.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a partner is kept at bay, for one operation or for all of them.
 *
 * @param timeouts how long to wait for the partner
 * @param rateLimit the partner's published limit; null when it publishes none
 * @param breaker when to stop asking; one per operation group
 * @param bulkhead how many calls at a time; one per operation group
 * @param retry when and how often to ask again while the caller waits
 * @param rateHeader lower-case name of a header in which the partner's answers tell the calls a
 *     second that it allows; null when it has none but the standard ones
 * @param durableRetry when to ask again after that, where nobody waits
 */
public record Policy(
    Timeouts timeouts,
    @Nullable RateLimit rateLimit,
    BreakerSettings breaker,
    BulkheadSettings bulkhead,
    RetrySettings retry,
    @Nullable String rateHeader,
    DurableRetry durableRetry) {

  /**
   * How long to wait.
   *
   * @param connect until a connection stands
   * @param response from the moment the call is let through to the last byte of its answer
   */
  public record Timeouts(Duration connect, Duration response) {}

  /**
   * A token bucket.
   *
   * @param permits tokens that flow back in {@code per}
   * @param per the time that takes
   * @param burst tokens the full bucket holds
   * @param maxWaiting calls of each lane that may stand behind the one that is next; any more are
   *     refused at once
   */
  public record RateLimit(int permits, Duration per, int burst, int maxWaiting) {
    /** Calls that may wait where the adapter file says nothing. */
    public static final int DEFAULT_MAX_WAITING = 1_000;

    /** Nanoseconds until one token has flowed back. */
    public long nanosPerPermit() {
      return per.toNanos() / permits;
    }
  }

  /**
   * When to stop asking a partner that fails.
   *
   * @param window calls that are looked at; fewer never open it by their share
   * @param failurePercent share of failures in the window at which it opens
   * @param inARow failures in a row at which it opens, whatever the window says
   * @param open how long it stays open the first time
   * @param growth how many times longer each time that the probes fail
   * @param openCap the longest it stays open
   * @param probes calls let through to see whether the partner is back
   */
  public record BreakerSettings(
      int window,
      int failurePercent,
      int inARow,
      Duration open,
      int growth,
      Duration openCap,
      int probes) {
    /** How long it stays open the {@code times}-th time in a row, from 1. */
    public Duration openFor(int times) {
      Duration wait = open;
      for (int i = 1; i < times && wait.compareTo(openCap) < 0; i++) {
        wait = wait.multipliedBy(growth);
      }
      return wait.compareTo(openCap) < 0 ? wait : openCap;
    }
  }

  /**
   * How many calls at a time.
   *
   * @param maxConcurrent calls under way
   * @param maxWaiting calls of each lane that may wait for one of those to end; any more are
   *     refused at once
   */
  public record BulkheadSettings(int maxConcurrent, int maxWaiting) {}

  /**
   * How often to ask again, within the caller's deadline.
   *
   * @param attempts calls in all, the first among them
   * @param base upper bound of the first pause; it doubles each time
   * @param cap upper bound of any pause
   */
  public record RetrySettings(int attempts, Duration base, Duration cap) {}
}
