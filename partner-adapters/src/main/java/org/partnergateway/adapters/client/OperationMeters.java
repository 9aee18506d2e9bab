package org.partnergateway.adapters.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.partnergateway.adapters.failure.Failure;

/** The meters of one operation, looked up once. */
final class OperationMeters {
  private final Map<String, Timer> calls = new HashMap<>();
  private final Counter retries;

  OperationMeters(MeterRegistry registry, String partner, String operation) {
    register(registry, partner, operation, "accepted");
    for (Failure failure : Failure.values()) {
      register(registry, partner, operation, failure.word());
    }
    this.retries =
        Counter.builder("gateway.partner.retries")
            .description("Attempts after the first")
            .tag("partner", partner)
            .tag("operation", operation)
            .register(registry);
  }

  private void register(MeterRegistry registry, String partner, String operation, String outcome) {
    calls.put(
        outcome,
        Timer.builder("gateway.partner.calls")
            .description("Calls to partners, from asking to outcome, waits and retries included")
            .tag("partner", partner)
            .tag("operation", operation)
            .tag("outcome", outcome)
            .register(registry));
  }

  void ended(PartnerOutcome outcome, long nanos) {
    Timer timer = calls.get(outcome.word());
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  void retried() {
    retries.increment();
  }
}
