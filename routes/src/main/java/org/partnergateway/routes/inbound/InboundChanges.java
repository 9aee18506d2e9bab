package org.partnergateway.routes.inbound;

import java.util.List;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.store.inbox.InboxItem;

/**
 * A stored message and what it changes, on its way to the ledger: the body of the message on an
 * inbound route. Used by one thread.
 */
public final class InboundChanges {
  private final InboxItem item;
  private List<Change> changes = List.of();
  private List<Ask> asks = List.of();

  public InboundChanges(InboxItem item) {
    this.item = item;
  }

  public InboxItem item() {
    return item;
  }

  public List<Change> changes() {
    return changes;
  }

  public void changes(List<Change> mapped) {
    changes = mapped;
  }

  /** News that it only tells of. */
  public List<Ask> asks() {
    return asks;
  }

  public void asks(List<Ask> mapped) {
    asks = mapped;
  }
}
