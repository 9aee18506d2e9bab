package org.partnergateway.adapters.policy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.policy.Policy.BreakerSettings;
import org.partnergateway.adapters.policy.PolicyMemory.BreakerState;
import org.partnergateway.adapters.time.Time;

/**
 * Stops asking a partner that fails: Resilience4j's circuit breaker, which also opens after so many
 * failures in a row, because a quiet partner would take hours to fill a window.
 */
public final class Breaker {
  // Resilience4j lets probes through only after the moment, not at it.
  private static final Duration NOT_UNTIL_AFTER = Duration.ofMillis(1);
  private static final Exception FAILED = new Exception("failed", null, false, false) {};

  private final String name;
  private final BreakerSettings settings;
  private final Time time;
  private final CircuitBreaker breaker;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final Runnable changed;
  private volatile Instant openUntil = Instant.MIN;
  // How often it has opened since it was last closed; Resilience4j's own count ends with a restart.
  private volatile int timesInARow;
  private volatile boolean justOpened;

  /** A closed breaker that nobody has to be told of. */
  public Breaker(String name, BreakerSettings settings, Time time) {
    this(name, settings, time, () -> {});
  }

  /**
   * A closed breaker.
   *
   * @param changed is told when it opens or closes
   */
  Breaker(String name, BreakerSettings settings, Time time, Runnable changed) {
    this.name = name;
    this.settings = settings;
    this.time = time;
    this.changed = changed;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.window())
                .failureRateThreshold(settings.failurePercent())
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .waitIntervalFunctionInOpenState(this::opened)
                .clock(time.withZone(ZoneOffset.UTC))
                .build());
  }

  /** Called by Resilience4j as it opens, which it does on one thread at a time. */
  private synchronized long opened(int timesSinceStart) {
    timesInARow++;
    Duration open = settings.openFor(timesInARow);
    openUntil = time.instant().plus(open);
    // It is not open yet; whoever made it open tells of it.
    justOpened = true;
    return open.minus(NOT_UNTIL_AFTER).toMillis();
  }

  /** Another breaker by other settings that stays open as long as this one. */
  Breaker withSettings(BreakerSettings other) {
    if (other.equals(settings)) {
      return this;
    }
    Breaker next = new Breaker(name, other, time, changed);
    next.restore(remember());
    return next;
  }

  /** What is to outlive this process. */
  BreakerState remember() {
    boolean open = breaker.getState() == State.OPEN;
    return new BreakerState(name, open ? openUntil : null, open ? timesInARow : 0);
  }

  /** Opens as it was open before, for what is left of that time. */
  void restore(BreakerState before) {
    Instant until = before.openUntil();
    if (until != null && until.isAfter(time.instant())) {
      Duration longest = settings.openCap();
      Instant latest = time.instant().plus(longest);
      openUntil = until.isBefore(latest) ? until : latest;
      timesInARow = before.timesInARow();
      breaker.transitionToOpenStateUntil(openUntil.minus(NOT_UNTIL_AFTER));
    }
  }

  /** Refuses while open, without counting. */
  public void check() throws RefusedException {
    if (breaker.getState() == State.OPEN && openUntil.isAfter(time.instant())) {
      throw refused();
    }
  }

  /** Lets a call through; {@link #report} or {@link #forget} must follow. */
  public void acquire() throws RefusedException {
    if (!breaker.tryAcquirePermission()) {
      throw refused();
    }
  }

  /** The call let through was never made. */
  public void forget() {
    breaker.releasePermission();
  }

  /** How the call let through ended. */
  public void report(Health health, long nanos) {
    switch (health) {
      case GOOD -> {
        failuresInARow.set(0);
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        if (timesInARow > 0 && breaker.getState() == State.CLOSED) {
          timesInARow = 0;
          changed.run();
        }
      }
      case BAD -> {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILED);
        countFailure();
      }
      case UNSAID -> breaker.releasePermission();
    }
    if (justOpened) {
      justOpened = false;
      changed.run();
    }
  }

  private void countFailure() {
    // Calls that were under way as it opened end in failure too; they are no news.
    if (breaker.getState() == State.CLOSED
        && failuresInARow.incrementAndGet() >= settings.inARow()) {
      failuresInARow.set(0);
      breaker.transitionToOpenState();
    }
  }

  private RefusedException refused() {
    Duration wait = untilHalfOpen();
    return new RefusedException(
        new Refusal(
            Failure.UNAVAILABLE,
            "The circuit breaker of "
                + name
                + " is "
                + (wait.isZero()
                    ? "probing whether the partner is back."
                    : "open, because the partner keeps failing."),
            wait.isZero() ? Duration.ofSeconds(1) : wait));
  }

  /** Time until probes are let through; zero when it is not open. */
  public Duration untilHalfOpen() {
    Duration wait = Duration.between(time.instant(), openUntil);
    return breaker.getState() == State.OPEN && wait.isPositive() ? wait : Duration.ZERO;
  }

  /** {@code closed}, {@code half_open} or {@code open}. */
  public String state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> untilHalfOpen().isZero() ? "half_open" : "open";
      case HALF_OPEN -> "half_open";
      case CLOSED, DISABLED, METRICS_ONLY -> "closed";
    };
  }
}
