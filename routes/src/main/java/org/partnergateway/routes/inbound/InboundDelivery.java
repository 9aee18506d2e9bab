package org.partnergateway.routes.inbound;

import java.util.List;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.store.inbox.InboxItem;

/**
 * A stored message on its way to the ledger: the body of the message on an inbound route. Used by one thread.
 */
public final class InboundDelivery {
  private final InboxItem item;
  private List<Change> changes = List.of();

  public InboundDelivery(InboxItem item) {
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
}
