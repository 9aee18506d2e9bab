package org.partnergateway.routes.store.settlements;

import org.jspecify.annotations.Nullable;

/**
 * A line as it is kept.
 *
 * @param matchedKind the kind of what it is about; null when that isn't known
 */
public record StoredLine(LineRow told, @Nullable String matchedKind, @Nullable String matchedId) {}
