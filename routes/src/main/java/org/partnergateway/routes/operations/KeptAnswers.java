package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.ContractViolations;

/** Keeps answers that break their partner's contract, for people to look at. */
public final class KeptAnswers {
  private final ContractViolations violations;

  public KeptAnswers(ContractViolations violations) {
    this.violations = violations;
  }

  /**
   * Keeps the answer if it is one of those.
   *
   * @param operationId the record that it belongs to; null for look-ups
   */
  void keep(
      PartnerOperation operation,
      @Nullable String operationId,
      OutboundFailure failure,
      @Nullable Answered answered) {
    if (failure.kind() != Failure.CONTRACT_VIOLATION || answered == null) {
      return;
    }
    ArrayNode list = StrictJson.nodes().arrayNode();
    for (Violation violation : failure.violations()) {
      list.addObject().put("pointer", violation.pointer()).put("detail", violation.message());
    }
    violations.keep(
        operation.partner(),
        operation.canonical().name(),
        operationId,
        list,
        answered.answer().body());
  }
}
