package org.partnergateway.routes.store.ledger;

import java.time.Instant;

/**
 * A label, invoice or other paper, without its content.
 *
 * @param ownerKind the kind of ledger entry it belongs to, such as {@code shipment}
 * @param name what it is, such as {@code label}
 */
public record StoredDocument(
    String id,
    String ownerKind,
    String ownerId,
    String name,
    String mediaType,
    Instant createdAt) {}
