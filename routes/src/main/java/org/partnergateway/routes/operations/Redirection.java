package org.partnergateway.routes.operations;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an operation from one partner to another. Only where the first has certainly done nothing:
 * it could not be reached, or it or our own policy refused for now. Never after a doubt, a decline,
 * or an answer that nobody understood. The move is committed before the other is asked.
 */
public final class Redirection {
  private static final Logger LOG = LoggerFactory.getLogger(Redirection.class);

  private final Failover failover;
  private final Operations operations;
  private final LedgerWriter ledger;
  private final OperationRecorder recorder;
  private final SureTransaction transactions;

  public Redirection(
      Failover failover,
      Operations operations,
      LedgerWriter ledger,
      OperationRecorder recorder,
      SureTransaction transactions) {
    this.failover = failover;
    this.operations = operations;
    this.ledger = ledger;
    this.recorder = recorder;
    this.transactions = transactions;
  }

  record Redirected(Operation operation, PartnerOperation partner) {}

  /**
   * @param asked partners that were asked by now
   * @return null when the attempt was the last
   */
  @Nullable Redirected after(
      Operation operation, PartnerOperation partner, OutboundCall call, Set<String> asked) {
    OutboundFailure failure = call.failure();
    if (failure == null
        || operation.inDoubt()
        || operation.settling() != null
        || !Failures.WORTH_ANOTHER_TRY.contains(failure.kind().word())) {
      return null;
    }
    Failover.Next next = failover.next(operation, partner, failure, asked);
    if (next == null) {
      return null;
    }
    boolean sent = !call.handedOver() || call.requestsMade() > 0;
    Operation moved = transactions.run(() -> move(operation, next, sent));
    LOG.info(
        "Operation {} goes from {} to {}: {}",
        operation.id(),
        partner.partner(),
        next.partner().partner(),
        failure.detail());
    return new Redirected(moved, next.partner());
  }

  private Operation move(Operation operation, Failover.Next next, boolean sent) {
    Operation moved =
        operations
            .redirect(
                operation.lease(),
                OperationRunner.LEASE,
                next.partner().partner(),
                next.request(),
                next.plan(),
                sent)
            .orElseThrow(() -> new LeaseLostException(operation.id()));
    NewOperation asked = moved.asked();
    ledger.reassign(
        String.valueOf(asked.resourceKind()), asked.resource(), next.partner().partner());
    recorder.tell(moved);
    return moved;
  }
}
