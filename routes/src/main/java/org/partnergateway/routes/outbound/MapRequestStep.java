package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.transformations.MappingException;

/** {@code gateway:map-request}: canonical to partner form. */
public final class MapRequestStep extends OutboundStep {
  private static final ObjectNode NONE = StrictJson.nodes().objectNode();

  public MapRequestStep(PartnerRegistry partners) {
    super("map-request", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    if (call.repeated() != null) {
      return;
    }
    try {
      JsonNode output = operation.requestMapping().apply(call.input());
      call.link(output.path("link").isTextual() ? output.path("link").asText() : null);
      call.request(
          new RequestParts(
              part(output, "path"),
              part(output, "query"),
              part(output, "headers"),
              output.get("body")));
    } catch (MappingException e) {
      call.fail(
          OutboundFailure.of(Failure.INVALID_REQUEST, Refusals.detail(operation.partner(), e)));
    }
  }

  private static JsonNode part(JsonNode output, String name) {
    JsonNode part = output.get(name);
    return part == null ? NONE : part;
  }
}
