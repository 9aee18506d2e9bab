package org.partnergateway.routes.news;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.ExpiredCursor;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventPage;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.news.OrderNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the event log for a partner, and keeps what it has to be told. */
final class NewsReader {
  private static final Logger LOG = LoggerFactory.getLogger(NewsReader.class);
  private static final int PAGE = 200;
  private static final String CREATED = "org.partnergateway.order.created.v1";

  /** What tells of an order as its marketplace sees it. */
  private static final List<String> KINDS =
      List.of(
          "org.partnergateway.order.",
          "org.partnergateway.shipment.",
          "org.partnergateway.tracking.",
          "org.partnergateway.refund.");

  private final EventReader events;
  private final Ledger ledger;
  private final OrderNews store;
  private final NewsWriter writer;
  private final TransactionTemplate transactions;

  NewsReader(
      EventReader events,
      Ledger ledger,
      OrderNews store,
      NewsWriter writer,
      TransactionTemplate transactions) {
    this.events = events;
    this.ledger = ledger;
    this.store = store;
    this.writer = writer;
    this.transactions = transactions;
  }

  /** Reads on to the end. */
  void read(PartnerOperation telling) {
    boolean more = true;
    while (more) {
      EventPage page = page(telling.partner(), store.cursor(telling.partner()));
      if (!page.events().isEmpty()) {
        transactions.executeWithoutResult(transaction -> keep(telling, page));
      }
      more = page.more();
    }
  }

  private EventPage page(String partner, @Nullable String cursor) {
    try {
      return events.read(cursor, PAGE, null);
    } catch (ExpiredCursor e) {
      LOG.error(
          "Events for {} were forgotten before they were read; gateway.events.keep-for is too short",
          partner);
      return events.read(null, PAGE, null);
    }
  }

  private void keep(PartnerOperation telling, EventPage page) {
    for (Event event : page.events()) {
      if (KINDS.stream().anyMatch(event.type()::startsWith)) {
        ledger
            .find("order", event.partitionKey())
            .filter(order -> telling.partner().equals(order.partner()))
            .ifPresent(order -> keep(telling, event, order));
      }
    }
    store.keepCursor(telling.partner(), page.cursor());
  }

  private void keep(PartnerOperation telling, Event event, LedgerEntry order) {
    boolean first = event.type().equals(CREATED);
    Optional<Fingerprint> latest = store.latest(telling.partner(), order.id());
    if (latest.isEmpty() && !first) {
      // Of a time before it was one; the news that it is comes.
      return;
    }
    ObjectNode news = writer.write(event, order.document(), first);
    Fingerprint fingerprint = writer.fingerprint(telling, news);
    if (first || !latest.map(fingerprint::equals).orElse(false)) {
      store.add(telling.partner(), order.id(), event.id(), fingerprint, news);
    }
  }
}
