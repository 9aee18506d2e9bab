package org.partnergateway.routes.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.store.events.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds every event against the AsyncAPI document when it is recorded, once for all who will read
 * it. One that breaks the contract is logged, counted and recorded all the same: what it tells has
 * happened, and a consumer is worse off with a hole than with a blemish.
 */
public final class EventCheck {
  private static final Logger LOG = LoggerFactory.getLogger(EventCheck.class);

  private final AsyncContract contract;
  private final Counter broken;

  public EventCheck(AsyncContract contract, MeterRegistry meters) {
    this.contract = contract;
    this.broken =
        Counter.builder("gateway.events.contract.violations")
            .description("Events that break asyncapi.yaml; they were recorded all the same")
            .register(meters);
  }

  public void check(Event event) {
    List<Violation> violations = contract.check(event.type(), CloudEvents.envelope(event));
    if (!violations.isEmpty()) {
      broken.increment();
      LOG.error(
          "Event {} of type {} about {} breaks asyncapi.yaml: {}",
          event.id(),
          event.type(),
          event.subject(),
          violations);
    }
  }
}
