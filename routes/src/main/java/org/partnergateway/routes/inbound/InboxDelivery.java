package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.ledger.UnmatchedException;
import org.partnergateway.routes.steps.DirectRoutes;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.Settled;
import org.partnergateway.transformations.MappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sends one stored message down its inbound route, on the calling thread and in its transaction.
 */
public final class InboxDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(InboxDelivery.class);
  private static final int LONGEST_PAUSE_SECONDS = 600;

  private final DirectRoutes routes;
  private final Duration retryUnmatchedFor;
  private final InstantSource clock;

  /**
   * @param retryUnmatchedFor how long news of something unknown is tried again
   */
  public InboxDelivery(DirectRoutes routes, Duration retryUnmatchedFor, InstantSource clock) {
    this.routes = routes;
    this.retryUnmatchedFor = retryUnmatchedFor;
    this.clock = clock;
  }

  /**
   * @return what came of it; what can't be applied is kept with its reason
   * @throws DataAccessException when the transaction is spoilt
   */
  Settled deliver(InboxItem item) {
    String route = "direct:inbound/" + item.message().partner() + "/" + item.message().kind();
    if (!routes.has(route)) {
      return Settled.waiting(
          item.id(),
          "the partner isn't configured any more",
          clock.instant().plusSeconds(LONGEST_PAUSE_SECONDS));
    }
    Exception failure = routes.send(route, new InboundChanges(item)).getException();
    return failure == null ? Settled.applied(item.id()) : settle(item, failure);
  }

  private Settled settle(InboxItem item, Exception failure) {
    if (failure instanceof DataAccessException spoilt) {
      throw spoilt;
    }
    if (failure instanceof UnmatchedException) {
      return unmatched(item, failure);
    }
    boolean foreseen =
        failure instanceof MappingException
            || failure instanceof InvalidDocumentException
            || failure instanceof MalformedMessageException;
    if (!foreseen) {
      LOG.error("Message {} broke its route", item.id(), failure);
    }
    return Settled.failed(item.id(), String.valueOf(failure.getMessage()));
  }

  /** It may have overtaken the answer that it belongs to, so it waits, but not for ever. */
  private Settled unmatched(InboxItem item, Exception failure) {
    Instant now = clock.instant();
    String reason = String.valueOf(failure.getMessage());
    if (now.isAfter(item.message().receivedAt().plus(retryUnmatchedFor))) {
      return Settled.failed(item.id(), reason);
    }
    long pause = Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(item.attempts(), 10));
    return Settled.waiting(item.id(), reason, now.plusSeconds(pause));
  }
}
