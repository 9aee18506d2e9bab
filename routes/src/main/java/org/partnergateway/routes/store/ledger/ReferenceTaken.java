package org.partnergateway.routes.store.ledger;

import org.springframework.dao.ConcurrencyFailureException;

/**
 * A partner's reference names another entry already. Roll back, look the reference up, start over.
 */
public final class ReferenceTaken extends ConcurrencyFailureException {
  public ReferenceTaken(String kind, String partner, String reference, String by) {
    super("%s's reference %s names %s %s already".formatted(partner, reference, kind, by));
  }
}
