package org.partnergateway.routes.outbound;

import java.util.List;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;

/** {@code gateway:check-answer}: what a partner answers keeps to its contract, or is not taken in. */
public final class CheckAnswerStep extends OutboundStep {
  public CheckAnswerStep(PartnerOperations operations) {
    super("check-answer", operations);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    PartnerAnswer answer = call.answer();
    List<Violation> violations =
        operation
            .contract()
            .checkResponse(answer.status(), answer.headers().get("content-type"), answer.body());
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.CONTRACT_VIOLATION,
              "%s answered in a form that its contract doesn't have; the answer is kept for inspection."
                  .formatted(operation.partner()),
              violations));
    }
  }
}
