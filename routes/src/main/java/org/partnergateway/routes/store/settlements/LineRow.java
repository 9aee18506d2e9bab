package org.partnergateway.routes.store.settlements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a settlement as it is told. Amounts are in minor units of the currency.
 *
 * @param settlement the number of its settlement
 * @param ref which line of it
 * @param original what the buyer paid or got back in another currency, in its minor units
 */
public record LineRow(
    long settlement,
    String ref,
    String type,
    @Nullable Instant occurredAt,
    String currency,
    long gross,
    long fee,
    long net,
    @Nullable Long original,
    @Nullable String originalCurrency,
    @Nullable String exchangeRate,
    @Nullable String paymentRef,
    @Nullable String refundRef,
    @Nullable String orderRef,
    @Nullable String description,
    @Nullable String partnerCode) {}
