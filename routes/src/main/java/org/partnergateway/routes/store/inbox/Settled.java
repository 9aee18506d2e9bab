package org.partnergateway.routes.store.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to apply a message.
 *
 * @param id the message's row
 * @param reason for people: why it waits or failed
 * @param nextAttemptAt set when it waits
 */
public record Settled(
    long id, InboxStatus status, @Nullable String reason, @Nullable Instant nextAttemptAt) {
  /** It is in the ledger, or held nothing for us. */
  public static Settled applied(long id) {
    return new Settled(id, InboxStatus.APPLIED, null, null);
  }

  /** It is to be tried again at that time. */
  public static Settled waiting(long id, String reason, Instant nextAttemptAt) {
    return new Settled(id, InboxStatus.WAITING, reason, nextAttemptAt);
  }

  /** It cannot be applied until something is mended. */
  public static Settled failed(long id, String reason) {
    return new Settled(id, InboxStatus.FAILED, reason, null);
  }

  /** It breaks the partner's own contract. */
  public static Settled contractViolation(long id, String reason) {
    return new Settled(id, InboxStatus.CONTRACT_VIOLATION, reason, null);
  }
}
