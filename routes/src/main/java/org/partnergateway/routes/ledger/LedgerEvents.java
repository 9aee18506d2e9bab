package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventLog;

/** Appends to the event log, in the transaction of what it tells. */
public final class LedgerEvents {
  private static final String PREFIX = "org.partnergateway.";

  private final EventLog log;
  private final Ids ids;
  private final InstantSource clock;
  private final EventCheck check;

  public LedgerEvents(EventLog log, Ids ids, InstantSource clock, EventCheck check) {
    this.log = log;
    this.ids = ids;
    this.clock = clock;
    this.check = check;
  }

  /**
   * @param what such as {@code order.created}
   * @param subject id of what it is about
   * @param orderId what keeps the events of one order together; null when there is no order
   */
  public void append(
      String what,
      String subject,
      @Nullable String orderId,
      @Nullable String partner,
      JsonNode data) {
    Event event =
        Witness.seen(
            new Event(
                ids.next("evt"),
                PREFIX + what + ".v1",
                subject,
                orderId == null ? subject : orderId,
                partner,
                clock.instant(),
                data));
    check.check(event);
    log.append(List.of(event));
  }
}
