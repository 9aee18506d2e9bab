package org.partnergateway.routes.batches;

import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.store.batches.Batch;

/** Tells that a batch's status has changed, in the caller's transaction. */
public final class BatchNews {
  private final LedgerEvents events;

  public BatchNews(LedgerEvents events) {
    this.events = events;
  }

  Batch tell(Batch batch) {
    events.append(
        "batch.updated", batch.id(), null, batch.asked().partner(), BatchDocuments.of(batch));
    return batch;
  }
}
