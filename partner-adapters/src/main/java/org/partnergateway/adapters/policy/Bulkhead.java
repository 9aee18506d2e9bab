package org.partnergateway.adapters.policy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/**
 * Bounds the calls under way to one operation group; those that wait are served in order, lane by
 * lane.
 */
public final class Bulkhead {
  private final String name;
  private final BulkheadSettings settings;
  private final Time time;
  private final AtomicInteger free;
  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingLine line;
  // Written under the lock; read without, so that whoever needn't wait needs no lock.
  private volatile int waiting;

  Bulkhead(String name, BulkheadSettings settings, Time time) {
    this.name = name;
    this.settings = settings;
    this.time = time;
    this.free = new AtomicInteger(settings.maxConcurrent());
    this.line = new WaitingLine(time);
  }

  BulkheadSettings settings() {
    return settings;
  }

  /** Takes a place if there is one and nobody waits for it. */
  boolean tryAcquire() {
    return waiting == 0 && takePlace();
  }

  private boolean takePlace() {
    int places = free.get();
    while (places > 0) {
      if (free.compareAndSet(places, places - 1)) {
        return true;
      }
      places = free.get();
    }
    return false;
  }

  /** Refuses whom neither a place nor the line has room for; takes nothing. */
  void check(Lane lane) throws RefusedException {
    if (waiting < settings.maxWaiting() || free.get() > 0) {
      return;
    }
    lock.lock();
    try {
      refuseIfFull(lane);
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfFull(Lane lane) throws RefusedException {
    if (line.size(lane) >= settings.maxWaiting() && !takesPlaceOfNobody()) {
      throw refused(line.size(lane) + " calls wait already.");
    }
  }

  void acquire(Lane lane, Deadline deadline) throws RefusedException, InterruptedException {
    if (tryAcquire()) {
      return;
    }
    Waiter me = join(lane, deadline);
    try {
      while (!me.served()) {
        if (deadline.passed(time)) {
          throw refused("None of them ended before the deadline.");
        }
        me.park(time);
      }
    } catch (RefusedException e) {
      if (!leave(me)) {
        throw e;
      }
    } catch (InterruptedException e) {
      if (leave(me)) {
        release();
      }
      throw e;
    }
  }

  private Waiter join(Lane lane, Deadline deadline) throws RefusedException {
    lock.lock();
    try {
      refuseIfFull(lane);
      Waiter me = line.add(lane, deadline);
      waiting = line.size();
      // A place that was given back while nobody waited is offered to nobody else.
      serve();
      return me;
    } finally {
      lock.unlock();
    }
  }

  /** Even where nobody may wait, a place that has just become free is taken. */
  private boolean takesPlaceOfNobody() {
    return line.size() == 0 && free.get() > 0;
  }

  /** Whether it has a place all the same. */
  private boolean leave(Waiter me) {
    lock.lock();
    try {
      line.remove(me);
      waiting = line.size();
      return me.served();
    } finally {
      lock.unlock();
    }
  }

  void release() {
    free.incrementAndGet();
    if (waiting > 0) {
      lock.lock();
      try {
        serve();
      } finally {
        lock.unlock();
      }
    }
  }

  private void serve() {
    while (line.size() > 0 && takePlace()) {
      @Nullable Waiter next = line.next();
      if (next == null) {
        free.incrementAndGet();
      } else {
        next.serve();
      }
    }
    waiting = line.size();
  }

  /** Calls under way. */
  public int used() {
    return settings.maxConcurrent() - free.get();
  }

  /** Calls that wait for a place. */
  public int waiting() {
    return waiting;
  }

  private RefusedException refused(String why) {
    return new RefusedException(
        new Refusal(
            Failure.UNAVAILABLE,
            "%d calls to %s are under way, which is the most allowed. %s"
                .formatted(settings.maxConcurrent(), name, why),
            null));
  }
}
