package org.partnergateway.routes.webhooks;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.webhooks.DeliveryLog;
import org.partnergateway.routes.store.webhooks.DeliveryLog.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Shows how much waits to be delivered, and for how long. */
public final class WebhookGauges implements MeterBinder {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookGauges.class);

  /** All gauges of one scrape are of one look. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final DeliveryLog log;
  private final InstantSource clock;
  private @Nullable Waiting waiting;
  private Instant lookedAt = Instant.EPOCH;

  public WebhookGauges(DeliveryLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("gateway.webhooks.pending", () -> look(Waiting::deliveries))
        .description("Deliveries that wait to be taken by endpoints that are enabled")
        .register(meters);
    Gauge.builder("gateway.webhooks.oldest", () -> look(Waiting::oldestSeconds))
        .description("How long the oldest of them has been waiting")
        .baseUnit("seconds")
        .register(meters);
  }

  private synchronized double look(ToDoubleFunction<Waiting> part) {
    Instant now = clock.instant();
    if (now.isAfter(lookedAt.plus(FRESH))) {
      try {
        waiting = log.waiting();
        lookedAt = now;
      } catch (DataAccessException e) {
        LOG.debug("Webhook deliveries can't be counted now", e);
        return Double.NaN;
      }
    }
    return waiting == null ? Double.NaN : part.applyAsDouble(waiting);
  }
}
