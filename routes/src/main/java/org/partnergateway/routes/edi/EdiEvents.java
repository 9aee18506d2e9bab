package org.partnergateway.routes.edi;

import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.store.edi.InterchangeStatus;
import org.partnergateway.routes.store.edi.Interchanges;
import org.partnergateway.routes.store.edi.StoredInterchange;

/** Tells what became of interchanges; in the caller's transaction. */
public final class EdiEvents {
  private final Interchanges interchanges;
  private final LedgerEvents events;

  public EdiEvents(Interchanges interchanges, LedgerEvents events) {
    this.interchanges = interchanges;
    this.events = events;
  }

  void tell(String id) {
    interchanges.find(id).ifPresent(this::tell);
  }

  /** What was taken without a fault has told of itself by what came of it. */
  void tellOfFaults(String id) {
    interchanges
        .find(id)
        .filter(whole -> whole.interchange().status() != InterchangeStatus.ACCEPTED)
        .ifPresent(this::tell);
  }

  private void tell(StoredInterchange.Whole whole) {
    events.append(
        "interchange.updated",
        whole.interchange().id(),
        null,
        whole.interchange().partner(),
        InterchangeDocuments.of(whole));
  }
}
