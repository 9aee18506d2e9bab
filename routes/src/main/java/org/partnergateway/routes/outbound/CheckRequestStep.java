package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;
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
    List<Violation> violations = operation.contract().checkRequest(withKey(operation, call));
    return call.link() == null
        ? violations
        : violations.stream().filter(one -> !isAboutAddress(one.pointer())).toList();
  }

  /** The key goes along, though no mapping writes it. */
  private static RequestParts withKey(PartnerOperation operation, OutboundCall call) {
    RequestParts parts = call.request();
    IdempotencyKey rule = operation.definition().idempotencyKey();
    if (rule == null || call.idempotencyKey() == null) {
      return parts;
    }
    ObjectNode headers = StrictJson.nodes().objectNode();
    parts.headers().properties().forEach(one -> headers.set(one.getKey(), one.getValue()));
    headers.put(rule.header(), call.idempotencyKey());
    return new RequestParts(parts.path(), parts.query(), headers, parts.body());
  }

  private static boolean isAboutAddress(String pointer) {
    return pointer.startsWith("/path") || pointer.startsWith("/query");
  }
}
