package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.operations.Accepted;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.Operations;

/**
 * Accepts operations for whoever doesn't wait for them, in the caller's transaction, so that they
 * are asked for once with whatever they come from. {@link OperationRecovery} takes them to their
 * partners, and goes on trying.
 */
public final class QueuedOperations {
  private final Operations operations;
  private final ContextReader contexts;
  private final CapabilityCheck capabilities;
  private final OperationDrafts drafts;
  private final Ids ids;
  private final InstantSource clock;

  public QueuedOperations(
      Operations operations,
      ContextReader contexts,
      CapabilityCheck capabilities,
      OperationDrafts drafts,
      Ids ids,
      InstantSource clock) {
    this.operations = operations;
    this.contexts = contexts;
    this.capabilities = capabilities;
    this.drafts = drafts;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @param caller the API's client whose wish it is
   * @throws org.partnergateway.routes.http.ProblemException when the present state doesn't allow
   *     it; then the transaction must not be committed
   */
  public Operation accept(PartnerOperation partner, String caller, ObjectNode request) {
    Context context = contexts.read(Map.of(), request);
    capabilities.check(partner, request, context);
    String resourceId = drafts.resource(partner, request, context, ids::next);
    Operation accepted =
        insert(
            partner,
            caller,
            request,
            partner.canonical().resourceKind(),
            resourceId,
            context.orderId());
    return drafts.begin(partner, accepted, context, clock.instant());
  }

  /** One about many things at once, which the gateway asks for by itself. */
  public Operation acceptMany(PartnerOperation partner, ObjectNode request) {
    return insert(partner, FollowUps.CALLER, request, null, null, null);
  }

  private Operation insert(
      PartnerOperation partner,
      String caller,
      ObjectNode request,
      @Nullable String resourceKind,
      @Nullable String resourceId,
      @Nullable String orderId) {
    String id = ids.next("op");
    String kind = partner.canonical().name();
    Accepted accepted =
        operations.accept(
            new NewOperation(
                id,
                kind,
                partner.partner(),
                caller,
                null,
                Fingerprint.of(kind, StrictJson.write(request)),
                References.of(id),
                request,
                true,
                resourceKind,
                resourceId,
                orderId),
            Duration.ZERO);
    return accepted.operation();
  }
}
