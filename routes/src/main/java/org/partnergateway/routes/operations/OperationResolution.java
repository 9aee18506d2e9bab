package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.definitions.Refusals;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.transformations.MappingException;
import org.springframework.transaction.support.TransactionTemplate;

/** A person's word on what became of an operation that the gateway can't find out about. */
public final class OperationResolution {
  private static final String LOOK_UP_AGAIN = "look_up_again";

  private final OperationClaims claims;
  private final OperationReader reader;
  private final PartnerRegistry partners;
  private final ContextReader contexts;
  private final MappingInputs inputs;
  private final GatewayMappings mappings;
  private final OperationSuccess success;
  private final OperationFailure failure;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public OperationResolution(
      OperationClaims claims,
      OperationReader reader,
      PartnerRegistry partners,
      ContextReader contexts,
      MappingInputs inputs,
      GatewayMappings mappings,
      OperationSuccess success,
      OperationFailure failure,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.claims = claims;
    this.reader = reader;
    this.partners = partners;
    this.contexts = contexts;
    this.inputs = inputs;
    this.mappings = mappings;
    this.success = success;
    this.failure = failure;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Resolves it; once more with the same word is the same as once.
   *
   * @param who the caller's name
   * @param decision as the contract has it: outcome, reason, and the result where there is one
   * @return the operation as it stands now
   * @throws org.partnergateway.routes.http.ProblemException when there is nothing to resolve, or
   *     something is missing
   */
  public Operation resolve(String id, String who, ObjectNode decision) {
    Operation before = find(id);
    if (isSame(before, who, decision)) {
      return before;
    }
    transactions.executeWithoutResult(transaction -> decide(id, who, decision));
    return find(id);
  }

  private Operation find(String id) {
    return reader
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no operation %s.".formatted(id))
                    .exception());
  }

  private static boolean isSame(Operation before, String who, ObjectNode decision) {
    return before.resolution() != null
        && before.status() != OperationStatus.OUTCOME_UNKNOWN
        && before.resolution().path("resolved_by").asText().equals(who)
        && before.resolution().path("outcome").equals(decision.path("outcome"))
        && before.resolution().path("reason").equals(decision.path("reason"));
  }

  private void decide(String id, String who, ObjectNode decision) {
    Operation operation =
        claims
            .takeOver(id, OperationRunner.LEASE)
            .filter(taken -> taken.status() == OperationStatus.OUTCOME_UNKNOWN)
            .orElseThrow(() -> notParked(id));
    PartnerOperation partner =
        partners.findOperation(operation.asked().partner(), operation.asked().kind());
    if (partner == null) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "%s isn't configured for %s now."
                  .formatted(operation.asked().partner(), operation.asked().kind()))
          .exception();
    }
    ObjectNode note = note(who, decision);
    String outcome = decision.path("outcome").asText();
    if (outcome.equals(LOOK_UP_AGAIN)) {
      lookAgain(operation, partner, note);
      return;
    }
    ObjectNode input = inputs.write(partner, operation.asked(), contexts.of(operation.asked()));
    input.set("resolution", decision);
    ObjectNode set = resource(operation, input);
    if (outcome.equals("succeeded")) {
      succeed(operation, partner, new Result(input, set, null, note));
    } else {
      failure.resolved(
          operation,
          partner,
          set,
          "A person found that %s did not do it: %s Ask under a new key."
              .formatted(partner.partner(), sentence(decision.path("reason").asText())),
          note);
    }
  }

  private ObjectNode note(String who, ObjectNode decision) {
    ObjectNode note = StrictJson.nodes().objectNode();
    note.set("outcome", decision.get("outcome"));
    note.set("reason", decision.get("reason"));
    return note.put("resolved_by", who).put("resolved_at", clock.instant().toString());
  }

  private void lookAgain(Operation operation, PartnerOperation partner, ObjectNode note) {
    Instant now = clock.instant();
    boolean canAsk =
        operation.settling() == null
            ? partner.definition().lookUp() != null
            : partner.definition().besides().settlesBy() != null;
    boolean settling = operation.settling() != null;
    if (!canAsk && (settling || !Repeats.harmless(operation, partner, now))) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "%s has no way to look it up, and asking again could do it twice. Look there yourself, and say succeeded or failed."
                  .formatted(partner.partner()))
          .exception();
    }
    failure.lookAgain(operation, Objects.requireNonNull(operation.problem()), note);
  }

  private ObjectNode resource(Operation operation, ObjectNode input) {
    try {
      return mappings.resolved(operation.asked().kind(), input);
    } catch (MappingException e) {
      throw invalid(Refusals.detail(operation.asked().partner(), e), List.of());
    }
  }

  private void succeed(Operation operation, PartnerOperation partner, Result result) {
    try {
      success.record(operation, partner, result);
    } catch (InvalidDocumentException e) {
      throw invalid("With this result the resource would break its contract.", e.violations());
    }
  }

  private static RuntimeException invalid(String detail, List<Violation> violations) {
    return Problem.of(ProblemType.INVALID_BODY, detail).withErrors(violations).exception();
  }

  private static RuntimeException notParked(String id) {
    return Problem.of(
            ProblemType.STATE_CONFLICT,
            "Operation %s doesn't wait for a person: only one whose outcome is unknown, and that is not being looked up this moment, can be resolved."
                .formatted(id))
        .with("operation_id", id)
        .exception();
  }

  private static String sentence(String reason) {
    return reason.endsWith(".") ? reason : reason + ".";
  }
}
