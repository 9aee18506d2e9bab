package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.time.Instant;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.Settled;

/**
 * When a message that couldn't be applied is tried again: after one second, then two, four and so
 * on, at most ten minutes apart, until it is too old and has failed.
 *
 * @param until how old a message may become
 */
public record RetrySchedule(Duration until) {
  private static final long LONGEST_PAUSE_SECONDS = 600;
  private static final int LONGEST_SHIFT = 10;

  Settled after(InboxItem item, String reason, Instant now) {
    return now.isAfter(item.message().receivedAt().plus(until))
        ? Settled.failed(item.id(), reason)
        : Settled.waiting(item.id(), reason, now.plusSeconds(pause(item.attempts())));
  }

  /** For what only the operator can mend, and which is never given up. */
  Settled never(InboxItem item, String reason, Instant now) {
    return Settled.waiting(item.id(), reason, now.plusSeconds(LONGEST_PAUSE_SECONDS));
  }

  private static long pause(int attempts) {
    return Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(attempts, LONGEST_SHIFT));
  }
}
