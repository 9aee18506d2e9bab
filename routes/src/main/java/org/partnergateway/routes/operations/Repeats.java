package org.partnergateway.routes.operations;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.SentRequest;

/** Whether an operation may be sent once more, and as what. */
final class Repeats {
  /** A repeat must arrive while the partner still knows the key. */
  private static final Duration MARGIN = OperationRunner.LEASE;

  private Repeats() {}

  /**
   * Whether what may have been done takes effect once all the same when it is sent then: where the
   * request names its result, or byte for byte under a key that the partner still knows.
   */
  static boolean harmless(Operation operation, PartnerOperation partner, Instant then) {
    return partner.isNatural() || (operation.sent() != null && keyHolds(operation, partner, then));
  }

  /**
   * What is sent byte for byte as before; null when it is mapped anew. Under one key a partner
   * wants one request, also where the earlier one failed.
   */
  static @Nullable SentRequest bytes(Operation operation, PartnerOperation partner, Instant now) {
    boolean same = operation.inDoubt() || keyHolds(operation, partner, now);
    return same ? operation.sent() : null;
  }

  private static boolean keyHolds(Operation operation, PartnerOperation partner, Instant then) {
    IdempotencyKey key = partner.definition().idempotencyKey();
    Instant since = operation.firstSentAt();
    return key != null && since != null && then.plus(MARGIN).isBefore(since.plus(key.validFor()));
  }
}
