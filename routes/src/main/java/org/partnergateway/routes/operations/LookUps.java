package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.operations.ContractViolations;

/** Asks partners what changes nothing: no record, and safe to repeat. */
public final class LookUps {
  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final ContractViolations violations;
  private final Ids ids;

  public LookUps(
      MappingInputs inputs, Dispatcher dispatcher, ContractViolations violations, Ids ids) {
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.violations = violations;
    this.ids = ids;
  }

  /**
   * @return the answer in canonical form
   * @throws org.partnergateway.routes.http.ProblemException when there is none
   */
  public JsonNode ask(
      PartnerOperation operation, JsonNode request, Context context, Duration patience) {
    String id = ids.next("op");
    OutboundCall call =
        new OutboundCall(
            inputs.lookUp(operation, request, context, id, References.of(id)),
            Deadline.in(patience),
            null);
    dispatcher.send(operation, call);
    OutboundFailure failure = call.failure();
    if (failure == null && call.answer().declined()) {
      failure =
          new OutboundFailure(
              Failure.DECLINED,
              String.valueOf(call.answer().error().message()),
              List.of(),
              call.answer().error().code(),
              null);
    }
    if (failure != null) {
      keep(operation, failure, call.answerIfAny());
      throw Failures.problem(operation.partner(), null, failure).exception();
    }
    return call.result();
  }

  private void keep(
      PartnerOperation operation, OutboundFailure failure, @Nullable Answered answered) {
    if (failure.kind() != Failure.CONTRACT_VIOLATION || answered == null) {
      return;
    }
    ArrayNode list = StrictJson.nodes().arrayNode();
    for (Violation violation : failure.violations()) {
      list.addObject().put("pointer", violation.pointer()).put("detail", violation.message());
    }
    violations.keep(
        operation.partner(), operation.canonical().name(), null, list, answered.answer().body());
  }
}
