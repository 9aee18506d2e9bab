package org.partnergateway.routes.inbound;

import java.util.List;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.inbox.InboundMessage;

/** {@code gateway:apply-changes}: changes to the ledger and their events, in the worker's transaction. */
public final class ApplyChangesStep implements StepFactory {
  private final LedgerWriter ledger;

  public ApplyChangesStep(LedgerWriter ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "apply-changes";
  }

  @Override
  public Step create(List<String> arguments) {
    return exchange -> {
      InboundChanges delivery = exchange.getMessage().getBody(InboundChanges.class);
      InboundMessage message = delivery.item().message();
      for (Change change : delivery.changes()) {
        ledger.apply(message.partner(), change, message.receivedAt());
      }
    };
  }
}
