package org.partnergateway.routes.store.ledger;

import org.jspecify.annotations.Nullable;

/** Which entries of a kind to list; null for all. */
public record LedgerFilter(
    @Nullable String status,
    @Nullable String partner,
    @Nullable String orderId,
    @Nullable String paymentId) {
  public static final LedgerFilter ALL = new LedgerFilter(null, null, null, null);
}
