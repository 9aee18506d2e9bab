package org.partnergateway.routes.operations;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.partnergateway.routes.store.operations.Lease;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that this process takes to their partners now, by their leases. */
public final class RunningOperations {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOperations.class);

  private final Operations operations;
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  public RunningOperations(Operations operations) {
    this.operations = operations;
  }

  void begin(Lease lease) {
    leases.put(lease.operationId(), lease);
  }

  void end(Lease lease) {
    if (leases.remove(lease.operationId(), lease)) {
      lock.lock();
      try {
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  public int count() {
    return leases.size();
  }

  /**
   * Waits until none runs.
   *
   * @return whether that came about in time
   */
  public boolean awaitNone(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!leases.isEmpty() && left > 0) {
        left = ended.awaitNanos(left);
      }
      return leases.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets others take over at once what still runs here. What it may have done stands in the store:
   * whoever takes it over goes by that, as after a crash.
   */
  public void giveUp() {
    for (Lease lease : leases.values()) {
      if (operations.giveUp(lease)) {
        LOG.warn("Operation {} is left to whoever takes it over", lease.operationId());
      }
    }
  }
}
