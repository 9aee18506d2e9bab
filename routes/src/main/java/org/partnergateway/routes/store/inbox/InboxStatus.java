package org.partnergateway.routes.store.inbox;

import java.util.Locale;

/** How far a stored message has come. */
public enum InboxStatus {
  /** Not looked at yet. */
  RECEIVED,
  /** To be tried again at a time. */
  WAITING,
  /** In the ledger. */
  APPLIED,
  /** Cannot be applied as things are; a person may replay it. */
  FAILED,
  /** Breaks the partner's own contract; a person may replay it. */
  CONTRACT_VIOLATION,
  /** Another body under a known id; a person may replay it. */
  CONFLICTING;

  /** As in the database and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when there is no such status
   */
  public static InboxStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
