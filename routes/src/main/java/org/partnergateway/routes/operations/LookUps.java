package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.ledger.LedgerEntry;

/**
 * Asks partners what changes nothing: no record, and safe to repeat. Who asks the same at the same
 * time shares the answer.
 */
public final class LookUps {
  private static final String NOT_FOUND = "not_found";

  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final KeptAnswers kept;
  private final Ids ids;
  private final SharedAnswers<Question, JsonNode> answers = new SharedAnswers<>(Time.SYSTEM);

  public LookUps(MappingInputs inputs, Dispatcher dispatcher, KeptAnswers kept, Ids ids) {
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.kept = kept;
    this.ids = ids;
  }

  /** What makes two look-ups the same; one that somebody waits for stands behind no other. */
  private record Question(String route, JsonNode request, Set<LedgerEntry> about, Lane lane) {}

  /** A look-up that somebody waits for. */
  public JsonNode ask(
      PartnerOperation operation, JsonNode request, Context context, Duration patience) {
    return ask(operation, request, context, patience, Lane.INTERACTIVE);
  }

  /**
   * @return the answer in canonical form, which others may have been given too: not to be changed
   * @throws org.partnergateway.routes.http.ProblemException when there is none
   */
  public JsonNode ask(
      PartnerOperation operation, JsonNode request, Context context, Duration patience, Lane lane) {
    Deadline deadline = Deadline.in(patience);
    Question question = new Question(operation.routeUri(), request, context.entries(), lane);
    return answers.get(question, deadline, () -> ask(operation, request, context, deadline, lane));
  }

  private JsonNode ask(
      PartnerOperation operation, JsonNode request, Context context, Deadline deadline, Lane lane) {
    OutboundFailure heldBack = operation.heldBack(lane, deadline);
    if (heldBack != null) {
      throw Failures.problem(operation.partner(), null, heldBack).exception();
    }
    String id = ids.next("op");
    OutboundCall call =
        new OutboundCall(
            inputs.lookUp(operation, request, context, id, References.of(id)),
            deadline,
            null,
            lane);
    dispatcher.send(operation, call);
    OutboundFailure failure = call.failure();
    boolean answered = operation.canonical().refusalIsAnswer();
    if (failure == null && call.answer().declined() && !answered && !isNothingNew(call, lane)) {
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

  /**
   * Some partners answer a search for which they have nothing with a refusal; its mapping reads it.
   */
  private static boolean isNothingNew(OutboundCall call, Lane lane) {
    return lane == Lane.BULK && NOT_FOUND.equals(call.answer().error().category());
  }
}
