package org.partnergateway.routes.inbound;

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

  private final DirectRoutes routes;
  private final RetrySchedule schedule;
  private final InstantSource clock;

  /**
   * @param schedule when news of something unknown is tried again
   */
  public InboxDelivery(DirectRoutes routes, RetrySchedule schedule, InstantSource clock) {
    this.routes = routes;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Where the route of a partner's message begins. */
  public static String route(String partner, String message) {
    return "direct:inbound/" + partner + "/" + message;
  }

  /**
   * @return what came of it; what can't be applied is kept with its reason
   * @throws DataAccessException when the transaction is spoilt
   */
  Delivered deliver(InboxItem item) {
    String route = route(item.message().partner(), item.message().kind());
    if (!routes.has(route)) {
      return new Delivered(
          schedule.never(item, "the partner isn't configured any more", clock.instant()), null);
    }
    Exception failure = routes.send(route, new InboundChanges(item)).getException();
    return failure == null
        ? new Delivered(Settled.applied(item.id()), null)
        : new Delivered(settle(item, failure), failure);
  }

  private Settled settle(InboxItem item, Exception failure) {
    if (failure instanceof DataAccessException spoilt) {
      throw spoilt;
    }
    String reason = String.valueOf(failure.getMessage());
    if (failure instanceof UnmatchedException) {
      // It may have overtaken the answer that it belongs to.
      return schedule.after(item, reason, clock.instant());
    }
    boolean foreseen =
        failure instanceof MappingException
            || failure instanceof InvalidDocumentException
            || failure instanceof MalformedMessageException;
    if (!foreseen) {
      LOG.error("Message {} broke its route", item.id(), failure);
    }
    return Settled.failed(item.id(), reason);
  }
}
