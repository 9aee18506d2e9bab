package org.partnergateway.routes.store.settlements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A difference as it is kept.
 *
 * @param settlementId in the ledger; null of a payment or refund
 * @param settled in minor units; null when nothing was settled
 */
public record StoredDifference(
    long id,
    String type,
    String partner,
    @Nullable String settlementId,
    @Nullable String lineRef,
    @Nullable String matchedKind,
    @Nullable String matchedId,
    long expected,
    String expectedCurrency,
    @Nullable Long settled,
    @Nullable String settledCurrency,
    Instant foundAt) {}
