package org.partnergateway.routes.outbound;

import java.util.List;
import org.partnergateway.adapters.client.PartnerAnswer;
import org.partnergateway.adapters.client.UnreadableAnswerException;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;

/**
 * {@code gateway:check-answer}: what a partner answers keeps to its contract, or is not taken in.
 */
public final class CheckAnswerStep extends OutboundStep {
  public CheckAnswerStep(PartnerRegistry partners) {
    super("check-answer", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    PartnerAnswer answer = call.answer().answer();
    List<Violation> violations = violations(operation, answer);
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.CONTRACT_VIOLATION,
              "%s answered in a form that its contract doesn't have; the answer is kept for inspection."
                  .formatted(operation.partner()),
              violations));
    }
  }

  private static List<Violation> violations(PartnerOperation operation, PartnerAnswer answer) {
    try {
      return operation
          .contract()
          .checkResponse(answer.status(), answer.headers().get("content-type"), answer.tree());
    } catch (UnreadableAnswerException e) {
      return List.of(new Violation("/body", "syntax", String.valueOf(e.getMessage())));
    }
  }
}
