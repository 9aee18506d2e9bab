package org.partnergateway.adapters.policy;

import java.time.Duration;
import org.partnergateway.adapters.policy.Policy.RateLimit;

/**
 * What is used of a limit, so that the partner, who counts when calls arrive, never sees it
 * exceeded.
 *
 * <p>Calls that left at the right pace arrive closer together when the first was held up on its way
 * and the last was not. What may come back during the longest such delay is left out of the burst;
 * where the burst has no room for that, the pace is slower. And no two clocks run alike.
 */
final class Margin {
  /** By so much may one call take longer than another to arrive. */
  static final Duration JITTER = Duration.ofMillis(200);

  private static final double FOR_CLOCKS = 1.01;
  private static final double WITHOUT_ROOM = 1.05;

  private Margin() {}

  /** The limit that we keep to: never less than 95% of the pace, and at least half the burst. */
  static RateLimit within(RateLimit limit) {
    if (limit.burst() == 1) {
      return slower(limit, 1, WITHOUT_ROOM);
    }
    long reserve = Math.ceilDiv(JITTER.toNanos() * limit.permits(), limit.per().toNanos());
    long burst = Math.max(limit.burst() - reserve, limit.burst() / 2);
    return slower(limit, Math.toIntExact(burst), FOR_CLOCKS);
  }

  private static RateLimit slower(RateLimit limit, int burst, double factor) {
    Duration per = Duration.ofNanos((long) Math.ceil(limit.per().toNanos() * factor));
    return new RateLimit(limit.permits(), per, burst, limit.maxWaiting());
  }
}
