package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.LookUps;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.ledger.Ledger;

/** Asks a marketplace for one order now. Its answer takes the same way through the inbox as a polled one. */
public final class OrderRefresh {
  private static final String ORDER = "order";

  private final LookUps lookUps;
  private final Inbox inbox;
  private final InboxWorker worker;
  private final Ledger ledger;
  private final InstantSource clock;

  public OrderRefresh(
      LookUps lookUps, Inbox inbox, InboxWorker worker, Ledger ledger, InstantSource clock) {
    this.lookUps = lookUps;
    this.inbox = inbox;
    this.worker = worker;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param context holds the order
   * @return the order as the ledger has it afterwards
   */
  public JsonNode refresh(PartnerOperation operation, Context context, Duration patience) {
    JsonNode answer =
        lookUps.ask(operation, StrictJson.nodes().objectNode(), context, patience);
    inbox.storeAll(
        SplitMessages.of(operation.partner(), ORDER, answer, clock.instant()), null);
    worker.applyAll();
    String id = context.get(ORDER).id();
    return ledger
        .find(ORDER, id)
        .orElseThrow(
            () -> Problem.of(ProblemType.NOT_FOUND, "There is no order " + id + ".").exception())
        .document();
  }
}
