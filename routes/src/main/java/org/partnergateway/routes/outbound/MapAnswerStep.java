package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.client.UnreadableAnswerException;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.transformations.MappingException;

/** {@code gateway:map-answer}: partner form to canonical. */
public final class MapAnswerStep extends OutboundStep {
  public MapAnswerStep(PartnerRegistry partners) {
    super("map-answer", partners);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) throws UnreadableAnswerException {
    try {
      call.result(operation.responseMapping().apply(input(call)));
    } catch (MappingException e) {
      call.fail(
          OutboundFailure.of(Failure.CONTRACT_VIOLATION, Refusals.detail(operation.partner(), e)));
    }
  }

  private static ObjectNode input(OutboundCall call) throws UnreadableAnswerException {
    Answered answered = call.answer();
    ObjectNode input = StrictJson.nodes().objectNode();
    input.setAll(call.input());
    input.put("status", answered.answer().status());
    ObjectNode headers = input.putObject("headers");
    answered.answer().headers().forEach(headers::put);
    JsonNode body = answered.answer().tree();
    if (body != null) {
      input.set("body", body);
    }
    input.put("outcome", answered.declined() ? "declined" : "accepted");
    if (answered.declined()) {
      input.set("error", error(answered.error()));
    }
    return input;
  }

  private static ObjectNode error(PartnerError error) {
    ObjectNode tree = StrictJson.nodes().objectNode();
    tree.put("code", error.code() == null ? "unknown" : error.code());
    if (error.message() != null) {
      tree.put("message", error.message());
    }
    tree.put("category", error.category() == null ? "unknown" : error.category());
    return tree;
  }
}
