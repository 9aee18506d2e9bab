package org.partnergateway.routes.edi;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.partnergateway.routes.store.edi.Interchanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of what was sent and not acknowledged in the time that is agreed: a partner may never have
 * read it, and nobody else would say so. An acknowledgement that comes later still holds.
 */
public final class OverdueAcknowledgements {
  private static final Logger LOG = LoggerFactory.getLogger(OverdueAcknowledgements.class);
  private static final int AT_ONCE = 100;

  private final EdiPartners partners;
  private final Interchanges interchanges;
  private final EdiEvents events;
  private final TransactionTemplate transactions;
  private final MeterRegistry meters;
  private final InstantSource clock;

  public OverdueAcknowledgements(
      EdiPartners partners,
      Interchanges interchanges,
      EdiEvents events,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    this.partners = partners;
    this.interchanges = interchanges;
    this.events = events;
    this.transactions = transactions;
    this.meters = meters;
    this.clock = clock;
  }

  /** Tells of all that have become overdue. */
  public void tell() {
    for (EdiAgreement agreement : partners.all()) {
      while (tell(agreement) == AT_ONCE && !Thread.currentThread().isInterrupted()) {
        LOG.debug("{} has more that is overdue", agreement.partner());
      }
    }
  }

  private int tell(EdiAgreement agreement) {
    Instant before = clock.instant().minus(agreement.acknowledgedWithin());
    List<String> overdue =
        Objects.requireNonNull(
            transactions.execute(
                transaction -> {
                  List<String> ids =
                      interchanges.markOverdue(
                          agreement.partner(), agreement.standard().word(), before, AT_ONCE);
                  ids.forEach(events::tell);
                  return ids;
                }));
    if (!overdue.isEmpty()) {
      LOG.warn(
          "{} has not acknowledged {} within {}",
          agreement.partner(),
          overdue,
          agreement.acknowledgedWithin());
      meters
          .counter("gateway.interchanges.overdue", "partner", agreement.partner())
          .increment(overdue.size());
    }
    return overdue.size();
  }
}
