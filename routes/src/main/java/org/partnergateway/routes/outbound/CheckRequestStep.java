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
    List<Violation> violations = violations(operation, call);
    if (!violations.isEmpty()) {
      call.fail(
          OutboundFailure.of(
              Failure.INVALID_REQUEST,
              "%s can't take this request: in its form it breaks its contract, so nothing was sent."
                  .formatted(operation.partner()),
              violations));
    }
  }

  /** Where a link leads is the partner's word: only what is sent there is ours. */
  private static List<Violation> violations(PartnerOperation operation, OutboundCall call) {
    List<Violation> violations = operation.contract().checkRequest(call.request());
    return call.link() == null
        ? violations
        : violations.stream().filter(one -> !isAboutAddress(one.pointer())).toList();
  }

  private static boolean isAboutAddress(String pointer) {
    return pointer.startsWith("/path") || pointer.startsWith("/query");
  }
}
