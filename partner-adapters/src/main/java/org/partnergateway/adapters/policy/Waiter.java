package org.partnergateway.adapters.policy;

import java.util.concurrent.locks.LockSupport;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/** A thread in a {@link WaitingLine}. */
final class Waiter {
  final Lane lane;
  final Deadline deadline;
  private final Thread thread = Thread.currentThread();
  private volatile boolean served;

  /** The calling thread. */
  Waiter(Lane lane, Deadline deadline) {
    this.lane = lane;
    this.deadline = deadline;
  }

  boolean served() {
    return served;
  }

  void serve() {
    served = true;
    wake();
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Parks the calling thread, which is this one's, until it is woken or its deadline passes. */
  void park(Time time) throws InterruptedException {
    LockSupport.parkNanos(this, Math.max(1, deadline.remainingNanos(time)));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
