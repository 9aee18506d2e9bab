package org.partnergateway.routes.webhooks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.policy.Breaker;
import org.partnergateway.adapters.policy.Policy.BreakerSettings;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.time.Time;

/** How much one endpoint is asked at a time, and whether at all. Of one process. */
final class EndpointGate {
  private static final BreakerSettings SETTINGS =
      new BreakerSettings(10, 50, 5, Duration.ofSeconds(10), 2, Duration.ofMinutes(5), 3);

  private final Breaker breaker;
  private final int places;
  private final AtomicInteger used = new AtomicInteger();
  private final Time time;

  EndpointGate(String endpoint, int places, Time time) {
    this.breaker = new Breaker("webhook endpoint " + endpoint, SETTINGS, time);
    this.places = places;
    this.time = time;
  }

  /** How many deliveries may begin now. */
  int free() {
    return breaker.untilHalfOpen().isZero() ? Math.max(0, places - used.get()) : 0;
  }

  /** Whether a delivery may begin; then {@link #end} must follow. */
  boolean begin() {
    try {
      breaker.acquire();
    } catch (RefusedException e) {
      return false;
    }
    used.incrementAndGet();
    return true;
  }

  /**
   * It has ended.
   *
   * @param since {@link Time#nanos} at its beginning
   */
  void end(Health health, long since) {
    used.decrementAndGet();
    breaker.report(health, time.nanos() - since);
  }
}
