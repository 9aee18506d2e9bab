package org.partnergateway.routes.operations;

import java.time.Duration;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;

/**
 * What a partner's adapter file says comes {@code then}: asked for in the transaction of what it
 * follows, so that it is asked for once and never forgotten. {@link OperationRecovery} picks it up.
 */
public final class FollowUps {
  /** Who asks for what the gateway asks by itself; with a space, so that no client is called so. */
  static final String CALLER = "gateway itself";

  private final Operations operations;
  private final Ids ids;

  public FollowUps(Operations operations, Ids ids) {
    this.operations = operations;
    this.ids = ids;
  }

  static boolean isOurs(NewOperation asked) {
    return asked.caller().equals(CALLER);
  }

  void ask(Operation done, PartnerOperation partner) {
    for (String then : partner.definition().then()) {
      String id = ids.next("op");
      NewOperation asked = done.asked();
      operations.accept(
          new NewOperation(
              id,
              then,
              asked.partner(),
              CALLER,
              asked.id() + "/" + then,
              Fingerprint.of(then, new byte[0]),
              References.of(id),
              StrictJson.nodes().objectNode(),
              true,
              asked.resourceKind(),
              asked.resourceId(),
              asked.orderId()),
          Duration.ZERO);
    }
  }
}
