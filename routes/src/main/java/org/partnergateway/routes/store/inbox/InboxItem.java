package org.partnergateway.routes.store.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored message and how far it has come.
 *
 * @param attempts how often applying it came to an end, good or bad
 * @param reason why it waits or failed
 */
public record InboxItem(
    long id,
    InboundMessage message,
    boolean conflicting,
    InboxStatus status,
    int attempts,
    @Nullable String reason,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant appliedAt) {}
