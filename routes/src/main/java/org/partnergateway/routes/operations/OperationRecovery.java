package org.partnergateway.routes.operations;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after operations that nobody looks after: accepted or sent by a process that is gone,
 * following from another, or put off until now. What may have reached a partner is repeated only
 * where the partner takes a repeat for the same write; otherwise a person decides.
 */
public final class OperationRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(OperationRecovery.class);
  private static final int AT_ONCE = 20;

  private final Operations operations;
  private final PartnerRegistry partners;
  private final OperationRunner runner;
  private final OperationFinisher finisher;
  private final TransactionTemplate transactions;
  private final Executor executor;
  private final InstantSource clock;

  public OperationRecovery(
      Operations operations,
      PartnerRegistry partners,
      OperationRunner runner,
      OperationFinisher finisher,
      TransactionTemplate transactions,
      Executor executor,
      InstantSource clock) {
    this.operations = operations;
    this.partners = partners;
    this.runner = runner;
    this.finisher = finisher;
    this.transactions = transactions;
    this.executor = executor;
    this.clock = clock;
  }

  /** Takes over what is due now. */
  public void run() {
    List<Operation> due =
        operations.claimAbandoned(clock.instant(), AT_ONCE, OperationRunner.LEASE);
    for (Operation operation : due) {
      PartnerOperation partner =
          partners.findOperation(operation.asked().partner(), operation.asked().kind());
      if (partner == null) {
        LOG.warn(
            "Operation {} waits: {} isn't configured for {}",
            operation.id(),
            operation.asked().partner(),
            operation.asked().kind());
      } else {
        executor.execute(() -> look(operation, partner));
      }
    }
  }

  private void look(Operation operation, PartnerOperation partner) {
    boolean maybeSent = operation.status() != OperationStatus.QUEUED;
    if (!maybeSent || partner.mayRepeat()) {
      runner.run(operation, partner, Lane.BULK);
      return;
    }
    LOG.warn("Operation {} may have reached {}; it is parked", operation.id(), partner.partner());
    OutboundFailure unknown =
        new OutboundFailure(
            Failure.OUTCOME_UNKNOWN,
            "The gateway stopped after %s may have been asked, and %s can't be asked twice. A person has to look."
                .formatted(partner.partner(), partner.partner()),
            List.of(),
            null,
            null);
    transactions.executeWithoutResult(
        transaction -> finisher.failed(operation, partner, unknown, null));
  }
}
