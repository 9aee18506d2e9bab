package org.partnergateway.routes.news;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.partnergateway.routes.operations.MappingInputs;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.news.OrderNews;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts together what tells partners of their orders. */
public final class NewsParts {
  private NewsParts() {}

  /** Of the parts of the gateway. */
  public static NewsTeller teller(
      PartnerRegistry partners,
      EventReader events,
      Ledger ledger,
      TrackingEvents tracking,
      OrderNews store,
      MappingInputs inputs,
      Dispatcher dispatcher,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    NewsWriter writer = new NewsWriter(ledger, tracking, inputs);
    return new NewsTeller(
        partners,
        new NewsReader(events, ledger, store, writer, transactions),
        writer,
        store,
        dispatcher,
        meters,
        clock);
  }
}
