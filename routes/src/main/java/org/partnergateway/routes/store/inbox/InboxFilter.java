package org.partnergateway.routes.store.inbox;

import org.jspecify.annotations.Nullable;

/** Which messages a person wants to see; null for all. */
public record InboxFilter(@Nullable String partner, @Nullable InboxStatus status) {}
