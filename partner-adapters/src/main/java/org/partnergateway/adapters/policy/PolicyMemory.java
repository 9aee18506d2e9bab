package org.partnergateway.adapters.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.policy.Policy.RateLimit;

/** Where the state of breakers and limiters outlives the process. Blocks, and may fail. */
public interface PolicyMemory {
  /**
   * A breaker's state.
   *
   * @param name {@code partner/group}
   * @param openUntil null when it is not open
   * @param timesInARow how often it has opened since it was last closed
   */
  record BreakerState(String name, @Nullable Instant openUntil, int timesInARow) {}

  /**
   * A limiter's state; null where nothing is known.
   *
   * @param name {@code partner} or {@code partner/operation}
   * @param notBefore until when the partner wants no call
   * @param learned the limit that the partner has told
   * @param learnedUntil how long that is believed
   * @param pace which part of the pace is used since a refusal
   * @param refusedAt when that was
   * @param fullAt when a bucket that takes long to fill will be full
   */
  record LimiterState(
      String name,
      @Nullable Instant notBefore,
      @Nullable RateLimit learned,
      @Nullable Instant learnedUntil,
      double pace,
      @Nullable Instant refusedAt,
      @Nullable Instant fullAt) {}

  /** The state of all of them, or of those that have changed. */
  record Snapshot(List<BreakerState> breakers, List<LimiterState> limiters) {
    /** Copies the lists. */
    public Snapshot {
      breakers = List.copyOf(breakers);
      limiters = List.copyOf(limiters);
    }
  }

  /** All that is kept. */
  Snapshot load();

  /** Keeps these, and what was kept of the others. */
  void save(Snapshot changed);
}
