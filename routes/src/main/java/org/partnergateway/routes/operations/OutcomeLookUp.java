package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.Lane;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a partner what became of a write, by our reference. Found, it ends as the write's own answer
 * would have ended it. Absence is believed only once the partner can't be at work any more, and
 * only where its definition says so is the write sent again; a request may always be on its way
 * still. A write that the partner said it is at work on is asked for in the same way, by what the
 * partner gave to ask with, until it is done, declined, or has been asked for often enough.
 */
public final class OutcomeLookUp {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeLookUp.class);

  private final ContextReader contexts;
  private final MappingInputs inputs;
  private final Dispatcher dispatcher;
  private final OperationFinisher finisher;
  private final KeptAnswers kept;
  private final SureTransaction transactions;
  private final InstantSource clock;

  public OutcomeLookUp(
      ContextReader contexts,
      MappingInputs inputs,
      Dispatcher dispatcher,
      OperationFinisher finisher,
      KeptAnswers kept,
      SureTransaction transactions,
      InstantSource clock) {
    this.contexts = contexts;
    this.inputs = inputs;
    this.dispatcher = dispatcher;
    this.finisher = finisher;
    this.kept = kept;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * @param looker the operation that looks
   */
  void look(
      Operation operation,
      PartnerOperation partner,
      PartnerOperation looker,
      LookUpDefinition how) {
    try {
      OutboundCall call =
          new OutboundCall(
              inputs.lookUpOf(operation, looker, contexts.of(operation.asked())),
              Deadline.in(OperationRunner.PATIENCE),
              null,
              Lane.BULK);
      dispatcher.send(looker, call);
      conclude(operation, partner, call, finding(operation, looker, call), how);
    } catch (LeaseLostException e) {
      LOG.warn("{}", e.getMessage());
    } catch (ProblemException e) {
      unclear(operation, partner, e.problem().detail());
    }
  }

  private void conclude(
      Operation operation,
      PartnerOperation partner,
      OutboundCall call,
      JsonNode finding,
      LookUpDefinition how) {
    String reason = finding.path("reason").asText("");
    switch (finding.path("answer").asText()) {
      case "found" -> found(operation, partner, call, (ObjectNode) finding.path("result"));
      case "declined" -> declined(operation, partner, call, finding);
      case "pending" -> pending(operation, partner, finding);
      case "absent" -> {
        String absent =
            "At %s %s knew nothing by our reference %s."
                .formatted(clock.instant(), partner.partner(), operation.asked().reference());
        if (how.absenceIsFinal() && isSettled(operation, how)) {
          LOG.warn("Operation {} was not done; it is sent again", operation.id());
          transactions.run(
              () -> {
                finisher.absent(operation, partner, absent);
                return true;
              });
        } else {
          unclear(operation, partner, absent);
        }
      }
      default -> unclear(operation, partner, reason);
    }
  }

  private void found(
      Operation operation, PartnerOperation partner, OutboundCall call, ObjectNode result) {
    try {
      transactions.run(
          () -> {
            finisher.found(operation, partner, call.input(), result);
            return true;
          });
      LOG.info("Operation {} was found to be done", operation.id());
    } catch (InvalidDocumentException e) {
      unclear(operation, partner, "What was found makes no valid document.");
    }
  }

  private void declined(
      Operation operation, PartnerOperation partner, OutboundCall call, JsonNode finding) {
    JsonNode error = finding.path("error");
    PartnerError reason =
        new PartnerError(
            error.path("code").asText("unknown"),
            error.path("message").asText(partner.partner() + " declined."),
            error.path("category").asText("unknown"));
    ObjectNode set =
        finding.path("result").isObject()
            ? (ObjectNode) finding.path("result")
            : StrictJson.nodes().objectNode();
    try {
      transactions.run(
          () -> {
            finisher.declined(operation, partner, call.input(), set, reason);
            return true;
          });
    } catch (InvalidDocumentException e) {
      unclear(operation, partner, "What was found makes no valid document.");
    }
  }

  private void pending(Operation operation, PartnerOperation partner, JsonNode finding) {
    JsonNode next = finding.has("pending") ? finding.get("pending") : operation.settling();
    boolean asked =
        next != null
            && !operation.inDoubt()
            && transactions.run(() -> finisher.pending(operation, partner, next));
    if (!asked) {
      unknown(operation, partner, "It is still at work on it.");
    }
  }

  /**
   * It is looked up again in time, and in the end left to a person. What the partner is at work on
   * is not in doubt because one question was not answered.
   */
  private void unclear(Operation operation, PartnerOperation partner, String reason) {
    JsonNode settling = operation.settling();
    boolean asked =
        settling != null
            && !operation.inDoubt()
            && transactions.run(() -> finisher.pending(operation, partner, settling));
    if (!asked) {
      unknown(operation, partner, reason);
    }
  }

  private void unknown(Operation operation, PartnerOperation partner, String reason) {
    OutboundFailure unknown =
        OutboundFailure.of(
            Failure.OUTCOME_UNKNOWN,
            "%s may have done it. %s Looking it up brought no certainty so far; when no more look-up is due, a person has to look."
                .formatted(partner.partner(), reason));
    transactions.run(() -> finisher.failed(operation, partner, unknown, null, false));
  }

  private boolean isSettled(Operation operation, LookUpDefinition how) {
    Instant since = operation.doubtSince();
    return since != null && !clock.instant().isBefore(since.plus(how.settlesIn()));
  }

  /** What the partner says; a look-up that failed is unclear. */
  private JsonNode finding(Operation operation, PartnerOperation looker, OutboundCall call) {
    OutboundFailure failure = call.failure();
    if (failure == null) {
      List<Violation> violations = looker.canonical().result().check(call.result());
      if (violations.isEmpty()) {
        return call.result();
      }
      failure =
          OutboundFailure.of(
              Failure.CONTRACT_VIOLATION,
              "%s answered what makes no valid answer of ours.".formatted(looker.partner()),
              violations);
    }
    kept.keep(looker, operation.id(), failure, call.answerIfAny());
    return inputs.unclear(failure.detail());
  }
}
