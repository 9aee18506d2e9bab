package org.partnergateway.routes.inbound;

import java.util.List;
import java.util.Objects;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.partnergateway.routes.store.inbox.Errands;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code gateway:apply-changes}: changes to the ledger and their events, in the worker's
 * transaction. A message is applied wholly or not at all.
 */
public final class ApplyChangesStep implements StepFactory {
  private final LedgerWriter ledger;
  private final Errands errands;
  private final TransactionTemplate savepoint;

  public ApplyChangesStep(LedgerWriter ledger, Errands errands, TransactionTemplate transactions) {
    this.ledger = ledger;
    this.errands = errands;
    this.savepoint =
        new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
    savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
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
      List<Change> changes = delivery.changes();
      if (delivery.asks().isEmpty() && isOneWrite(changes)) {
        apply(message, changes);
      } else {
        savepoint.executeWithoutResult(
            transaction -> {
              apply(message, changes);
              ask(delivery);
            });
      }
    };
  }

  private void ask(InboundChanges delivery) {
    for (Ask ask : delivery.asks()) {
      errands.add(
          delivery.item().id(),
          delivery.item().message().partner(),
          ask.operation(),
          ask.message(),
          ask.messageId(),
          ask.body());
    }
  }

  /** One that fails has written nothing, so it needs no savepoint. */
  private static boolean isOneWrite(List<Change> changes) {
    return changes.isEmpty()
        || (changes.size() == 1 && changes.getFirst().trackingEvents().isEmpty());
  }

  private void apply(InboundMessage message, List<Change> changes) {
    for (Change change : changes) {
      ledger.hear(message.partner(), change, message.receivedAt());
    }
  }
}
