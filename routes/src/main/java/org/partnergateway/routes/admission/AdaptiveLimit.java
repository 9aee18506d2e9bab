package org.partnergateway.routes.admission;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests may be under way at a time.
 *
 * <p>It follows the delay that the gateway itself adds, in front of its threads and of its event
 * loops. When most of an interval's requests were delayed for longer than the target, a queue
 * stands there: fewer are let in. When there was no such queue and the limit was felt, more are;
 * and when nobody feels it, it goes back to where it began, so that it has room for the next burst.
 * What counts is how the most fare, so that a garbage collection or one slow request count for
 * nothing; the quickest one, as CoDel (RFC 8289) goes by, says little where threads aren't served
 * in order. Never fewer than the least: so many are no overload, however slow a machine is.
 *
 * <p>A class of our own because the limiters at hand take a request's whole latency for their
 * signal, and most of ours is a partner's.
 */
final class AdaptiveLimit {
  private static final double LESS = 0.85;
  private static final double MORE = 1.25;

  private final int least;
  private final int initial;
  private final int most;
  private final Delays threads;
  private final Delays loops;
  private volatile int limit;
  private volatile boolean felt;

  AdaptiveLimit(int least, int initial, int most, long targetNanos) {
    this.least = least;
    this.most = most;
    this.threads = new Delays(targetNanos);
    this.loops = new Delays(targetNanos);
    this.initial = initial;
    this.limit = initial;
  }

  int limit() {
    return limit;
  }

  /** A request was delayed for so long. */
  void delayed(long nanos) {
    threads.add(nanos);
  }

  /** What an event loop was given to do waited for so long. */
  void lagged(long nanos) {
    loops.add(nanos);
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
    // Both are asked, since both begin anew.
    boolean late = threads.endsLate() | loops.endsLate();
    boolean wanted = felt;
    felt = false;
    if (late) {
      limit = Math.max(least, (int) (Math.min(limit, Math.max(underWay, 1)) * LESS));
    } else if (wanted || limit < initial) {
      limit = Math.min(wanted ? most : initial, (int) Math.ceil(limit * MORE));
    }
  }

  /** The delays of an interval; one that is added while it ends may count for none. */
  private static final class Delays {
    private final long targetNanos;
    private final LongAdder all = new LongAdder();
    private final LongAdder tooLong = new LongAdder();

    Delays(long targetNanos) {
      this.targetNanos = targetNanos;
    }

    void add(long nanos) {
      all.increment();
      if (nanos > targetNanos) {
        tooLong.increment();
      }
    }

    /** Whether most of them were longer than the target. */
    boolean endsLate() {
      return tooLong.sumThenReset() * 2 > all.sumThenReset();
    }
  }
}
