package org.partnergateway.routes.admission;

import org.jspecify.annotations.Nullable;

/**
 * A request that waits for something to happen, for long. It has given its place back to those who
 * come and go; whoever holds requests bounds their number.
 */
public final class HeldRequest {
  private final @Nullable Ticket ticket;

  private HeldRequest(@Nullable Ticket ticket) {
    this.ticket = ticket;
  }

  /**
   * The request that this thread works for is held from here on.
   *
   * @param whenGone run once its client has gone; must not block, and may run more than once
   */
  public static HeldRequest begin(Runnable whenGone) {
    Ticket ticket = Ticket.current();
    if (ticket != null) {
      ticket.end(System.nanoTime());
      ticket.whenGone(whenGone);
    }
    return new HeldRequest(ticket);
  }

  /** Whether nobody waits for the answer any more. */
  public boolean isGone() {
    return ticket != null && ticket.isClientGone();
  }
}
