package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.RetrySettings;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * The one place that decides whether a call is made again, and when.
 *
 * <p>Exponential with full jitter, within the deadline and the partner's {@link RetryBudget}; a
 * {@code Retry-After} is waited for in full or not at all.
 */
public final class RetryPolicy {
  private final RetrySettings settings;
  private final RetryBudget budget;
  private final LongUnaryOperator random;
  private final Time time;

  /**
   * A policy.
   *
   * @param random a number from zero up to and without its argument
   */
  public RetryPolicy(
      RetrySettings settings, RetryBudget budget, LongUnaryOperator random, Time time) {
    this.settings = settings;
    this.budget = budget;
    this.random = random;
    this.time = time;
  }

  /**
   * An attempt that failed.
   *
   * @param number of this attempt, from 1
   * @param maybeSent false when the partner certainly saw nothing of it
   * @param keyed whether it went under an idempotency key that the partner honours
   */
  public record FailedAttempt(
      int number,
      Failure failure,
      Effect effect,
      boolean maybeSent,
      boolean keyed,
      @Nullable Duration retryAfter) {}

  /** How long to wait before the next attempt; null to give up. */
  public @Nullable Duration pause(FailedAttempt attempt, Deadline deadline) {
    if (attempt.number() >= settings.attempts() || !harmless(attempt)) {
      return null;
    }
    Duration pause = backoff(attempt.number());
    Duration asked = attempt.retryAfter();
    if (asked != null && asked.compareTo(pause) > 0) {
      pause = asked;
    }
    boolean inTime = pause.toNanos() < deadline.remainingNanos(time);
    return inTime && budget.take() ? pause : null;
  }

  private static boolean harmless(FailedAttempt attempt) {
    return switch (attempt.failure().repeat()) {
      case NEVER -> false;
      case ALWAYS -> true;
      case WHEN_HARMLESS ->
          attempt.effect() == Effect.READ || attempt.keyed() || !attempt.maybeSent();
    };
  }

  private Duration backoff(int attempt) {
    long most = settings.base().toNanos() << Math.min(attempt - 1, 16);
    most = Math.min(most, settings.cap().toNanos());
    return Duration.ofNanos(most <= 0 ? 0 : random.applyAsLong(most));
  }
}
