package org.partnergateway.routes.inbound;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Shows how many messages are not in the ledger yet, or failed for good, by status. */
public final class InboxGauges implements MeterBinder {
  private static final Logger LOG = LoggerFactory.getLogger(InboxGauges.class);

  /** All gauges of one scrape are of one look. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final InboxReader reader;
  private final InstantSource clock;
  private Map<InboxStatus, Long> counts = Map.of();
  private Instant countedAt = Instant.EPOCH;

  public InboxGauges(InboxReader reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (InboxStatus status : InboxStatus.values()) {
      if (status != InboxStatus.APPLIED) {
        Gauge.builder("gateway.inbox.messages", () -> count(status))
            .description("Messages that are stored and not applied, by status")
            .tag("status", status.name().toLowerCase(Locale.ROOT))
            .register(meters);
      }
    }
  }

  private synchronized double count(InboxStatus status) {
    Instant now = clock.instant();
    if (now.isAfter(countedAt.plus(FRESH))) {
      try {
        counts = reader.countUnapplied();
        countedAt = now;
      } catch (DataAccessException e) {
        LOG.debug("The inbox can't be counted now", e);
        return Double.NaN;
      }
    }
    return counts.getOrDefault(status, 0L);
  }
}
