package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.PolicyBases;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.outbound.PartnerOperation;

/** Operations of partners with as much of their definition as a test is about. */
public final class PartnerOperations {
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
        null);
  }

  private static PartnerOperation of(
      @Nullable IdempotencyKey key,
      boolean natural,
      DurableRetry retry,
      @Nullable LookUpDefinition lookUp) {
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
            lookUp);
    ObjectNode nothing = StrictJson.nodes().objectNode();
    return new PartnerOperation(
        "acme", null, definition, null, null, null, null, nothing, nothing, null);
  }
}
