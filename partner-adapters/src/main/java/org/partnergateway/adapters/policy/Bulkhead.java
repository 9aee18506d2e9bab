package org.partnergateway.adapters.policy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Policy.BulkheadSettings;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/** Bounds the calls under way to one operation group; those that wait are served in order. */
public final class Bulkhead {
  private final String name;
  private final BulkheadSettings settings;
  private final Time time;
  private final Semaphore places;

  Bulkhead(String name, BulkheadSettings settings, Time time) {
    this.name = name;
    this.settings = settings;
    this.time = time;
    this.places = new Semaphore(settings.maxConcurrent(), true);
  }

  BulkheadSettings settings() {
    return settings;
  }

  void acquire(Deadline deadline) throws RefusedException, InterruptedException {
    // Fair, unlike the one without a time: nobody overtakes those who wait.
    if (places.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return;
    }
    if (waiting() >= settings.maxWaiting()) {
      throw refused(waiting() + " calls wait already.");
    }
    if (!places.tryAcquire(Math.max(0, deadline.remainingNanos(time)), TimeUnit.NANOSECONDS)) {
      throw refused("None of them ended before the deadline.");
    }
  }

  void release() {
    places.release();
  }

  /** Calls under way. */
  public int used() {
    return settings.maxConcurrent() - places.availablePermits();
  }

  /** Calls that wait for a place. */
  public int waiting() {
    return places.getQueueLength();
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
