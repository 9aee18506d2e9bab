package org.partnergateway.routes.store.inbox;

/**
 * What became of a message that was given to the inbox. In each case it is committed.
 *
 * @param id the row that holds this body
 */
public record Stored(long id, Verdict verdict) {
  /** Whether the message was known. */
  public enum Verdict {
    /** Seen for the first time, and to be applied. */
    NEW,
    /** The same id with the same body is there already. */
    DUPLICATE,
    /** The same id is there with another body; this one is kept beside it and not applied. */
    CONFLICTING
  }
}
