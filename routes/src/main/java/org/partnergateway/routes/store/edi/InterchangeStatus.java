package org.partnergateway.routes.store.edi;

import java.util.Collection;
import java.util.Locale;

/** How an interchange, or a transaction of it, stands. */
public enum InterchangeStatus {
  /** It keeps its contract, and is in the inbox. */
  ACCEPTED,
  /** Likewise, with faults that are tolerated. */
  ACCEPTED_WITH_ERRORS,
  /** Some of its transactions were accepted. */
  PARTIALLY_ACCEPTED,
  /** It breaks its contract; nothing came of it. */
  REJECTED,
  /** It could not be looked into: a number that came before, somebody else's, cut off. */
  REFUSED,
  /** Sent, and nothing is expected: acknowledgements. */
  SENT,
  /** Sent, and not acknowledged yet. */
  AWAITED,
  /** Sent, and not acknowledged in the time that is agreed. */
  OVERDUE;

  /** In the store and the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static InterchangeStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the partner's side may act on it. */
  public boolean isAccepted() {
    return this == ACCEPTED || this == ACCEPTED_WITH_ERRORS || this == PARTIALLY_ACCEPTED;
  }

  /** What several come to. */
  public static InterchangeStatus of(Collection<InterchangeStatus> parts) {
    if (parts.contains(AWAITED)) {
      return AWAITED;
    }
    boolean some = parts.stream().anyMatch(InterchangeStatus::isAccepted);
    boolean not = parts.contains(REJECTED) || parts.contains(PARTIALLY_ACCEPTED);
    if (some && not) {
      return PARTIALLY_ACCEPTED;
    }
    if (not) {
      return REJECTED;
    }
    return parts.contains(ACCEPTED_WITH_ERRORS) ? ACCEPTED_WITH_ERRORS : ACCEPTED;
  }
}
