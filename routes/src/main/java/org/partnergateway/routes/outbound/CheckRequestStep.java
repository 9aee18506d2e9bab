package org.partnergateway.routes.outbound;

import java.util.List;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;

/** {@code gateway:check-request}: nothing leaves that the partner's contract doesn't allow. */
public final class CheckRequestStep extends OutboundStep {
  public CheckRequestStep(PartnerRegistry partners) {
    super("check-request", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    if (call.repeated() != null) {
      return;
    }
    List<Violation> violations = operation.contract().checkRequest(call.request());
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.INVALID_REQUEST,
              "%s can't take this request: in its form it breaks its contract, so nothing was sent."
                  .formatted(operation.partner()),
              violations));
    }
  }
}
