package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;

/**
 * Keeps what became of each of the many things that one operation was about. Every bean of this
 * type is asked for its operation.
 */
public interface ManyResults {
  /** The canonical operation. */
  String operation();

  /**
   * In the transaction in which the operation ends.
   *
   * @param result as the partner's answer was mapped
   * @param declined why all of it was declined; null when the result says what became of each
   * @throws org.partnergateway.routes.ledger.InvalidDocumentException when the result isn't one
   */
  void keep(
      Operation operation,
      PartnerOperation partner,
      ObjectNode result,
      @Nullable PartnerError declined);
}
