package org.partnergateway.routes.store.operations;

import java.util.Locale;

/** How far an operation has come. */
public enum OperationStatus {
  /** Committed; no partner has been asked since. Safe to send. */
  QUEUED,
  /**
   * Handed to the partner. Whoever finds it here after a crash cannot know what the partner did.
   */
  IN_FLIGHT,
  SUCCEEDED,
  /** The partner said no: a business answer. */
  DECLINED,
  FAILED,
  /** Certainly not done, and given up: a person may have it tried again. */
  DEAD_LETTER,
  /** Sent, but the outcome is not known; to be looked up, or parked for a person. */
  OUTCOME_UNKNOWN;

  /** As in the database and in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when there is no such status
   */
  public static OperationStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
