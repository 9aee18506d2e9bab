package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Besides;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.outbound.PartnerOperation;

/** Operations of partners with as much of their definition as a test is about. */
public final class PartnerOperations {
  private static final CanonicalOperation WRITE =
      new CanonicalOperation(
          "book",
          null,
          "carrier",
          CanonicalOperation.Effect.CREATE,
          "shipment",
          null,
          null,
          null,
          null,
          null,
          null,
          List.of());

  private PartnerOperations() {}

  /** With nothing that makes a repeat harmless. */
  public static PartnerOperation plain(DurableRetry retry) {
    return of(null, false, retry, null);
  }

  public static PartnerOperation keyed(IdempotencyKey key, DurableRetry retry) {
    return of(key, false, retry, null);
  }

  public static PartnerOperation natural(DurableRetry retry) {
    return of(null, true, retry, null);
  }

  public static PartnerOperation lookedUp(LookUpDefinition lookUp, DurableRetry retry) {
    return of(
        new IdempotencyKey("Key", IdempotencyKey.DEFAULT_VALID_FOR, null), false, retry, lookUp);
  }

  /** Whose mapping is given these credentials. */
  public static PartnerOperation withCredentials(ObjectNode credentials) {
    return new PartnerOperation(
        "acme",
        null,
        null,
        null,
        null,
        null,
        null,
        StrictJson.nodes().objectNode(),
        credentials,
        List.of(),
        null);
  }

  /** Whose partner may only take it, and tells its outcome later. */
  public static PartnerOperation settled(LookUpDefinition settlesBy, DurableRetry retry) {
    return of(null, false, retry, null, new Besides(List.of(), null, null, settlesBy));
  }

  private static PartnerOperation of(
      @Nullable IdempotencyKey key,
      boolean natural,
      DurableRetry retry,
      @Nullable LookUpDefinition lookUp) {
    return of(key, natural, retry, lookUp, Besides.NOTHING);
  }

  private static PartnerOperation of(
      @Nullable IdempotencyKey key,
      boolean natural,
      DurableRetry retry,
      @Nullable LookUpDefinition lookUp,
      Besides besides) {
    Policy base = PolicyBases.builtIn().standard();
    Policy policy =
        new Policy(
            base.timeouts(), null, base.breaker(), base.bulkhead(), base.retry(), null, retry);
    OperationDefinition definition =
        new OperationDefinition(
            "book",
            "a.openapi.yaml",
            "book",
            "default",
            key,
            natural,
            List.of(),
            List.of(),
            policy,
            false,
            lookUp,
            besides,
            null);
    ObjectNode nothing = StrictJson.nodes().objectNode();
    return new PartnerOperation(
        "acme", WRITE, definition, null, null, null, null, nothing, nothing, List.of(), null);
  }
}
