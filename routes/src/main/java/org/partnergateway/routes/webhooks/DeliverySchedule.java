package org.partnergateway.routes.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.DurableRetry;

/** When a delivery that wasn't taken is tried again: ten attempts, over 75 hours. */
public final class DeliverySchedule {
  private static final int JITTER_PERCENT = 20;

  private static final DurableRetry RETRY =
      new DurableRetry(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          JITTER_PERCENT,
          // It waits for nothing of ours.
          Duration.ZERO);

  private final LongUnaryOperator random;

  /**
   * @param random a number from zero up to and without its argument
   */
  public DeliverySchedule(LongUnaryOperator random) {
    this.random = random;
  }

  /**
   * The next attempt.
   *
   * @param attempts how many were made
   * @param retryAfter how long the endpoint wants to be left alone; null for nothing
   * @return null when there is none
   */
  @Nullable Instant next(int attempts, Instant now, @Nullable Duration retryAfter) {
    Duration pause = RETRY.pause(attempts - 1, retryAfter, random);
    return pause == null ? null : now.plus(pause);
  }
}
