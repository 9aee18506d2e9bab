package org.partnergateway.adapters.auth;

import java.time.Duration;
import org.partnergateway.adapters.time.Time;

/**
 * An access token with its two moments by {@link Time#nanos()}.
 *
 * @param refreshAt from then on a new one is fetched behind the callers' backs
 * @param usableUntil from then on callers wait for the new one
 * @param replacesRefused whether it was fetched because the one before was refused
 * @param fetchedAt when it came
 */
record Token(
    AuthHeader header, long refreshAt, long usableUntil, boolean replacesRefused, long fetchedAt) {
  private static final Duration LARGEST_MARGIN = Duration.ofSeconds(60);

  /** The margin is a fifth of the lifetime, at most a minute; half of it is for the refresh. */
  static Token of(AuthHeader header, Duration lifetime, boolean replacesRefused, long now) {
    Duration fifth = lifetime.dividedBy(5);
    Duration margin = fifth.compareTo(LARGEST_MARGIN) < 0 ? fifth : LARGEST_MARGIN;
    long refreshAt = now + lifetime.minus(margin).toNanos();
    return new Token(
        header, refreshAt, refreshAt + margin.dividedBy(2).toNanos(), replacesRefused, now);
  }

  boolean fresh(long now) {
    return now - refreshAt < 0;
  }

  boolean usable(long now) {
    return now - usableUntil < 0;
  }
}
