package org.partnergateway.routes.store.ledger;

import org.springframework.dao.ConcurrencyFailureException;

/** Somebody else wrote the entry meanwhile. Nothing was written: read it again and start over. */
public final class StaleVersion extends ConcurrencyFailureException {
  public StaleVersion(String kind, String id, long version) {
    super(
        version == 0
            ? "%s %s is in the ledger already".formatted(kind, id)
            : "%s %s is no longer version %d".formatted(kind, id, version));
  }
}
