package org.partnergateway.adapters.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about the partner's limit; null where it says nothing.
 *
 * @param retryAfter how long to make no call at all
 * @param perSecond calls a second that are allowed at present
 * @param quota how many calls fit into any window of time
 * @param remaining what is left at present
 */
public record Heard(
    @Nullable Duration retryAfter,
    @Nullable Double perSecond,
    @Nullable Quota quota,
    @Nullable Remaining remaining) {
  /** Nothing at all. */
  public static final Heard NOTHING = new Heard(null, null, null, null);

  /** So many calls in a window. */
  public record Quota(long calls, Duration window) {}

  /**
   * So many calls until the limit is reset.
   *
   * @param reset when that is; zero where the partner does not say
   */
  public record Remaining(long calls, Duration reset) {}

  /** That, and when to call again. */
  public Heard withRetryAfter(@Nullable Duration wait) {
    return wait == null ? this : new Heard(wait, perSecond, quota, remaining);
  }
}
