package org.partnergateway.routes.admission;

/**
 * How many requests may be under way at a time.
 *
 * <p>It follows the delay that the gateway itself adds. When even the quickest request of an
 * interval was delayed for longer than the target, a queue stands somewhere behind: fewer are let
 * in. When there was no such queue and the limit was felt, more are. The smallest delay is taken
 * and not the mean, so that a short burst, a garbage collection or one slow request count for
 * nothing (as in CoDel, RFC 8289). Never fewer than the least: so many are no overload, however
 * slow a machine is.
 *
 * <p>A class of our own because the limiters at hand take a request's whole latency for their
 * signal, and most of ours is a partner's.
 */
final class AdaptiveLimit {
  private static final double LESS = 0.85;
  private static final double MORE = 1.25;
  private static final long NONE = Long.MAX_VALUE;

  private final int least;
  private final int most;
  private final long targetNanos;
  private volatile int limit;
  // Both may miss an update that another thread makes at the same moment; the next comes soon.
  private volatile long smallestDelay = NONE;
  private volatile boolean felt;

  AdaptiveLimit(int least, int initial, int most, long targetNanos) {
    this.least = least;
    this.most = most;
    this.targetNanos = targetNanos;
    this.limit = initial;
  }

  int limit() {
    return limit;
  }

  /** A request was delayed for so long. */
  void delayed(long nanos) {
    if (nanos < smallestDelay) {
      smallestDelay = nanos;
    }
  }

  /** Somebody was not let in at once. */
  void felt() {
    if (!felt) {
      felt = true;
    }
  }

  /**
   * An interval is over.
   *
   * @param underWay requests that are under way now
   */
  void adapt(int underWay) {
    long delay = smallestDelay;
    boolean wanted = felt;
    smallestDelay = NONE;
    felt = false;
    if (delay != NONE && delay > targetNanos) {
      limit = Math.max(least, (int) (Math.min(limit, Math.max(underWay, 1)) * LESS));
    } else if (wanted) {
      limit = Math.min(most, (int) Math.ceil(limit * MORE));
    }
  }
}
