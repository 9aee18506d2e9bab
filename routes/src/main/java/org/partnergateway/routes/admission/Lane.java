package org.partnergateway.routes.admission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one entrance: so many under way, some more that wait a moment for their turn, and
 * no others.
 *
 * <p>Who waits, waits in order. Where the queue has not been empty for a while, the wait that is
 * granted is short: a standing queue serves nobody, it only makes everybody late.
 */
final class Lane {
  /** How long one may wait whom a burst met. */
  static final long LONGEST_WAIT_NANOS = 100_000_000L;

  private static final long STANDING_WAIT_NANOS = 20_000_000L;

  private final Entrance entrance;
  private final AdaptiveLimit limit;
  private final int mostWaiting;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long emptyAt;

  /** A request that waits. */
  interface Waiting {
    /** Its turn has come, and its place is taken. */
    void go();

    /** It has waited long enough. */
    void refuse();

    /** When it came, by {@link System#nanoTime}. */
    long since();

    /** Whether its client has gone. */
    boolean isGone();
  }

  Lane(Entrance entrance, AdaptiveLimit limit, int mostWaiting, long now) {
    this.entrance = entrance;
    this.limit = limit;
    this.mostWaiting = mostWaiting;
    this.emptyAt = now;
  }

  Entrance entrance() {
    return entrance;
  }

  int underWay() {
    return underWay.get();
  }

  int waiting() {
    return waitingCount.get();
  }

  int limit() {
    return limit.limit();
  }

  /** Takes a place unless all are taken or others wait for one. */
  boolean tryEnter() {
    return waitingCount.get() == 0 && take();
  }

  private boolean take() {
    if (underWay.incrementAndGet() <= limit.limit()) {
      return true;
    }
    underWay.decrementAndGet();
    limit.felt();
    return false;
  }

  /** Takes a place in the queue; false when there is none. */
  boolean tryWait(Waiting one) {
    limit.felt();
    synchronized (queue) {
      if (queue.size() >= mostWaiting) {
        return false;
      }
      queue.add(one);
      waitingCount.set(queue.size());
      return true;
    }
  }

  /** A place is free again. */
  void leave() {
    underWay.decrementAndGet();
    if (waitingCount.get() > 0) {
      callNext();
    }
  }

  /** What a request's delay was, for the limit. */
  void delayed(long nanos) {
    limit.delayed(nanos);
  }

  /** How long what an event loop was given to do waited, for the limit. */
  void lagged(long nanos) {
    limit.lagged(nanos);
  }

  private void callNext() {
    Waiting next = poll();
    if (next != null) {
      next.go();
    }
  }

  /** The first in the queue whose client is still there, with its place taken. */
  private @Nullable Waiting poll() {
    synchronized (queue) {
      Waiting next = queue.peek();
      while (next != null && next.isGone()) {
        queue.poll();
        next = queue.peek();
      }
      if (next != null && take()) {
        queue.poll();
      } else {
        next = null;
      }
      waitingCount.set(queue.size());
      return next;
    }
  }

  /** Lets in whom places have become free for, and turns away who has waited for too long. */
  void sweep(long now) {
    if (waitingCount.get() == 0) {
      emptyAt = now;
      return;
    }
    Waiting next = poll();
    while (next != null) {
      next.go();
      next = poll();
    }
    Waiting late = late(now);
    while (late != null) {
      late.refuse();
      late = late(now);
    }
  }

  private @Nullable Waiting late(long now) {
    long granted = now - emptyAt > LONGEST_WAIT_NANOS ? STANDING_WAIT_NANOS : LONGEST_WAIT_NANOS;
    synchronized (queue) {
      Waiting first = queue.peek();
      if (first == null || now - first.since() < granted) {
        return null;
      }
      queue.poll();
      waitingCount.set(queue.size());
      return first;
    }
  }

  /** An interval is over. */
  void adapt() {
    limit.adapt(underWay.get());
  }
}
