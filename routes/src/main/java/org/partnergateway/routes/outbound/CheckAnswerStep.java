package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerAnswer;
import org.partnergateway.adapters.client.UnreadableAnswerException;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.steps.AddedFields;

/**
 * {@code gateway:check-answer}: what a partner answers keeps to its contract, or is not taken in.
 */
public final class CheckAnswerStep extends OutboundStep {
  private final AddedFields added;

  public CheckAnswerStep(PartnerRegistry partners, AddedFields added) {
    super("check-answer", partners);
    this.added = added;
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) throws UnreadableAnswerException {
    PartnerAnswer answer = call.answer().answer();
    List<Violation> violations = violations(operation, answer);
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.CONTRACT_VIOLATION,
              "%s answered in a form that its contract doesn't have; the answer is kept for inspection."
                  .formatted(operation.partner()),
              violations));
      return;
    }
    JsonNode body = answer.tree();
    if (body != null) {
      added.look(
          operation.partner(),
          operation.canonical().name(),
          body,
          told -> operation.contract().addedToResponse(answer.status(), contentType(answer), told));
    }
  }

  private static @Nullable String contentType(PartnerAnswer answer) {
    return answer.headers().get("content-type");
  }

  private static List<Violation> violations(PartnerOperation operation, PartnerAnswer answer) {
    try {
      return operation
          .contract()
          .checkResponse(answer.status(), contentType(answer), answer.tree());
    } catch (UnreadableAnswerException e) {
      return List.of(new Violation("/body", "syntax", String.valueOf(e.getMessage())));
    }
  }
}
