package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When work that nobody waits for is tried again, after the attempts that {@link RetryPolicy} makes
 * at once. What is in the store goes by it, so that it holds over restarts.
 *
 * @param after the pauses, one a try; after the last one it is given up
 * @param jitterPercent by how much a pause may be longer or shorter
 * @param giveUpAfter how long it may wait in all for a limit or a breaker of ours, which costs no
 *     try
 */
public record DurableRetry(List<Duration> after, int jitterPercent, Duration giveUpAfter) {
  private static final int ALL = 100;

  /** Copies the list. */
  public DurableRetry {
    after = List.copyOf(after);
  }

  /**
   * The pause before the next try.
   *
   * @param tries how many pauses have been made before
   * @param retryAfter what the partner asks for, which is waited for in full; null for nothing
   * @param random a number from zero up to and without its argument
   * @return null when it is to be given up
   */
  public @Nullable Duration pause(
      int tries, @Nullable Duration retryAfter, LongUnaryOperator random) {
    if (tries >= after.size()) {
      return null;
    }
    Duration pause = jittered(after.get(tries), random);
    return retryAfter != null && retryAfter.compareTo(pause) > 0 ? retryAfter : pause;
  }

  /** The same by chance. */
  public @Nullable Duration pause(int tries, @Nullable Duration retryAfter) {
    return pause(tries, retryAfter, most -> ThreadLocalRandom.current().nextLong(most));
  }

  private Duration jittered(Duration pause, LongUnaryOperator random) {
    long spread = pause.toMillis() * jitterPercent / ALL;
    return spread == 0
        ? pause
        : pause.minusMillis(spread).plusMillis(random.applyAsLong(2 * spread + 1));
  }
}
