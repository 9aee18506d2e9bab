package org.partnergateway.routes.settlements;

import java.time.InstantSource;
import java.util.Set;
import org.partnergateway.routes.batches.BatchKind;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.store.settlements.SettlementLines;
import org.partnergateway.routes.store.settlements.Settlements;

/** Puts together what others need of here. */
public final class SettlementParts {
  private SettlementParts() {}

  /**
   * The kind of batch.
   *
   * @param partners ids of those that there are
   */
  public static BatchKind kind(
      Set<String> partners,
      LedgerWriter ledger,
      Settlements settlements,
      SettlementLines lines,
      InstantSource clock) {
    return new SettlementKind(partners, new Heads(ledger, settlements, clock), lines, settlements);
  }
}
