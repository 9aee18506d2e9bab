package org.partnergateway.routes.operations;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after operations that nobody looks after: accepted or sent by a process that is gone,
 * following from another, or put off until now. What may have reached a partner is looked up where
 * it can be, repeated as it was sent where that takes effect once, and otherwise left to a person.
 */
public final class OperationRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(OperationRecovery.class);
  private static final int AT_ONCE = 100;

  private final OperationClaims claims;
  private final PartnerRegistry partners;
  private final OperationRunner runner;
  private final OutcomeLookUp lookUps;
  private final Executor executor;
  private final InstantSource clock;

  public OperationRecovery(
      OperationClaims claims,
      PartnerRegistry partners,
      OperationRunner runner,
      OutcomeLookUp lookUps,
      Executor executor,
      InstantSource clock) {
    this.claims = claims;
    this.partners = partners;
    this.runner = runner;
    this.lookUps = lookUps;
    this.executor = executor;
    this.clock = clock;
  }

  /** Takes over what is due now. */
  public void run() {
    List<Operation> due = claims.claimAbandoned(clock.instant(), AT_ONCE, OperationRunner.LEASE);
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

  private static @Nullable LookUpDefinition lookUp(Operation operation, PartnerOperation partner) {
    if (operation.settling() != null) {
      return partner.definition().besides().settlesBy();
    }
    return operation.inDoubt() ? partner.definition().lookUp() : null;
  }

  private void look(Operation operation, PartnerOperation partner) {
    try {
      LookUpDefinition lookUp = lookUp(operation, partner);
      if (lookUp != null) {
        lookUps.look(
            operation, partner, partners.operation(partner.partner(), lookUp.operation()), lookUp);
      } else {
        runner.run(operation, partner, Lane.BULK);
      }
    } catch (RuntimeException e) {
      // Its lease runs out, and it is taken up again.
      LOG.error("Operation {} can't be looked after now", operation.id(), e);
    }
  }
}
