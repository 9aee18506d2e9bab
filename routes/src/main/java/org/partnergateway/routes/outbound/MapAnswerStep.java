package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.transformations.MappingException;

/** {@code gateway:map-answer}: partner form to canonical. */
public final class MapAnswerStep extends OutboundStep {
  public MapAnswerStep(PartnerOperations operations) {
    super("map-answer", operations);
  }

  @Override
  void process(PartnerOperation operation, OutboundCall call) {
    try {
      call.result(operation.responseMapping().apply(input(call)));
    } catch (MappingException e) {
      call.fail(
          OutboundFailure.of(
              Failure.CONTRACT_VIOLATION, Refusals.detail(operation.partner(), e)));
    }
  }

  private static ObjectNode input(OutboundCall call) {
    PartnerAnswer answer = call.answer();
    ObjectNode input = StrictJson.nodes().objectNode();
    input.setAll(call.input());
    input.put("status", answer.status());
    ObjectNode headers = input.putObject("headers");
    answer.headers().forEach(headers::put);
    if (answer.body() != null) {
      input.set("body", answer.body());
    }
    input.put("outcome", answer.declined() ? "declined" : "accepted");
    if (answer.declined()) {
      input.set("error", error(answer.error()));
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
