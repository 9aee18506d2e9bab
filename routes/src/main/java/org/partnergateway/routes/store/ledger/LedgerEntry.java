package org.partnergateway.routes.store.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order, payment, shipment, refund, return or settlement as the gateway knows it.
 *
 * @param kind which of them: {@code order}, {@code payment} …
 * @param orderId the order it belongs to; an order's own is null
 * @param statusAt when what set the status happened; news from before doesn't change it
 * @param version how often it was written; 0 before the first time
 * @param document canonical; what the other columns say stands in it too
 * @param standing what its writer keeps beside it; null when nothing was kept
 */
public record LedgerEntry(
    String kind,
    String id,
    @Nullable String orderId,
    @Nullable String partner,
    String status,
    Instant statusAt,
    long version,
    JsonNode document,
    Instant createdAt,
    Instant updatedAt,
    @Nullable JsonNode standing) {
  /** An entry that was not written yet; the ledger sets its times. */
  public static LedgerEntry fresh(
      String kind,
      String id,
      @Nullable String orderId,
      @Nullable String partner,
      String status,
      Instant statusAt,
      JsonNode document) {
    return new LedgerEntry(
        kind,
        id,
        orderId,
        partner,
        status,
        statusAt,
        0,
        document,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }

  /** The same entry, known by now to belong to that order; null leaves it where it is. */
  public LedgerEntry of(@Nullable String knownOrder) {
    return new LedgerEntry(
        kind,
        id,
        knownOrder == null ? orderId : knownOrder,
        partner,
        status,
        statusAt,
        version,
        document,
        createdAt,
        updatedAt,
        standing);
  }

  /** The same entry at another partner. */
  public LedgerEntry at(String otherPartner) {
    return new LedgerEntry(
        kind,
        id,
        orderId,
        otherPartner,
        status,
        statusAt,
        version,
        document,
        createdAt,
        updatedAt,
        standing);
  }

  /** The same entry with what has become of it, to be put on top of this version. */
  public LedgerEntry with(String newStatus, Instant newStatusAt, JsonNode newDocument) {
    return with(newStatus, newStatusAt, newDocument, standing);
  }

  /** As {@link #with(String, Instant, JsonNode)}, with what is kept beside the document. */
  public LedgerEntry with(
      String newStatus, Instant newStatusAt, JsonNode newDocument, @Nullable JsonNode newStanding) {
    return new LedgerEntry(
        kind,
        id,
        orderId,
        partner,
        newStatus,
        newStatusAt,
        version,
        newDocument,
        createdAt,
        updatedAt,
        newStanding);
  }
}
