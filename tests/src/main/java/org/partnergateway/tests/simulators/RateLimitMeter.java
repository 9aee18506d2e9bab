package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A partner's published limit: a bucket of {@code burst} permits that refills evenly, {@code
 * permits} in each period. Safe for concurrent use.
 */
public final class RateLimitMeter {
  private final InstantSource clock;
  private final Duration interval;
  private final Duration depth;
  private Instant full;

  /**
   * @param permits how many requests a period gives back; fractions are fine (0.0056 a second)
   * @param burst how many requests may come at once after a rest; at least 1
   */
  public RateLimitMeter(InstantSource clock, double permits, Duration period, int burst) {
    if (!(permits > 0) || !period.isPositive() || burst < 1) {
      throw new IllegalArgumentException(
          "A limit needs permits above 0, a period above 0 and a burst of 1 or more, not %s, %s, %d"
              .formatted(permits, period, burst));
    }
    this.clock = clock;
    this.interval = Duration.ofNanos(Math.round(period.toNanos() / permits));
    this.depth = interval.multipliedBy(burst - 1L);
    this.full = clock.instant();
  }

  /** Takes a permit and says true, or takes none and says false. */
  public synchronized boolean admit() {
    Instant now = clock.instant();
    if (now.isBefore(full.minus(depth))) {
      return false;
    }
    full = (now.isAfter(full) ? now : full).plus(interval);
    return true;
  }

  /** How long until a request would be admitted; zero when it would be now. */
  public synchronized Duration untilNext() {
    Duration wait = Duration.between(clock.instant(), full.minus(depth));
    return wait.isPositive() ? wait : Duration.ZERO;
  }
}
