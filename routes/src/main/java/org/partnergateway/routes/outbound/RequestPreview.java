package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.operations.SentRequest;

/** What a request would be today, without sending it. */
public final class RequestPreview {
  private final MapRequestStep map;
  private final CheckRequestStep check;

  public RequestPreview(PartnerRegistry partners) {
    this.map = new MapRequestStep(partners);
    this.check = new CheckRequestStep(partners);
  }

  /**
   * One of the two.
   *
   * @param request as it may be shown, credentials by their names; null when it can't be made, or
   *     its credentials can't be told apart
   * @param failure why it can't be made
   */
  public record Preview(@Nullable SentRequest request, @Nullable OutboundFailure failure) {}

  /**
   * @param input what the request mapping is given
   */
  public Preview of(PartnerOperation operation, ObjectNode input) {
    OutboundCall call = new OutboundCall(input, Deadline.in(Duration.ZERO), null);
    map.process(operation, call);
    if (!call.failed() && operation.definition().byFile()) {
      return new Preview(file(operation, call), null);
    }
    if (!call.failed()) {
      check.process(operation, call);
    }
    OutboundFailure failure = call.failure();
    return failure == null
        ? new Preview(
            CredentialMask.of(operation)
                .hide(WireRequests.write(operation, call.request(), call.link())),
            null)
        : new Preview(null, failure);
  }

  /** Its tree: what numbers it would have is known when it is sent. */
  private static SentRequest file(PartnerOperation operation, OutboundCall call) {
    JsonNode body = call.request().body();
    return new SentRequest(
        "FILE",
        operation.definition().contract(),
        Map.of(),
        "application/json",
        StrictJson.write(body == null ? StrictJson.nodes().objectNode() : body));
  }
}
