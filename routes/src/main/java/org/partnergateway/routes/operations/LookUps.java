package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Ids;

/** Asks partners what changes nothing: no record, and safe to repeat. */
public final class LookUps {
  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final KeptAnswers kept;
  private final Ids ids;

  public LookUps(MappingInputs inputs, Dispatcher dispatcher, KeptAnswers kept, Ids ids) {
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.kept = kept;
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
          OutboundFailure.declined(
              String.valueOf(call.answer().error().message()), call.answer().error().code());
    }
    if (failure != null) {
      kept.keep(operation, null, failure, call.answerIfAny());
      throw Failures.problem(operation.partner(), null, failure).exception();
    }
    return call.result();
  }
}
