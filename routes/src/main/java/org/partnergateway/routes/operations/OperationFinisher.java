package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Operations;
import org.partnergateway.routes.store.operations.Outcome;
import org.partnergateway.routes.store.operations.Response;

/**
 * Notes what became of an operation: its record, the ledger, the events, in the caller's one
 * transaction. A lost lease rolls all of it back.
 */
public final class OperationFinisher {
  /** After so many attempts under one key a person has to look. */
  private static final int MOST_ATTEMPTS = 12;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Operations operations;
  private final OperationReader reader;
  private final LedgerWriter ledger;
  private final LedgerEvents events;
  private final GatewayMappings mappings;
  private final KeptAnswers kept;
  private final PaperKeeper papers;
  private final FollowUps followUps;
  private final InstantSource clock;

  public OperationFinisher(
      Operations operations,
      OperationReader reader,
      LedgerWriter ledger,
      LedgerEvents events,
      GatewayMappings mappings,
      KeptAnswers kept,
      PaperKeeper papers,
      FollowUps followUps,
      InstantSource clock) {
    this.operations = operations;
    this.reader = reader;
    this.ledger = ledger;
    this.events = events;
    this.mappings = mappings;
    this.kept = kept;
    this.papers = papers;
    this.followUps = followUps;
    this.clock = clock;
  }

  /** Somebody else has taken the operation over; whatever this one found out is not written. */
  static final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String operationId) {
      super("operation %s was taken over".formatted(operationId));
    }
  }

  /**
   * @return what the caller is answered
   */
  Answer finish(Operation operation, PartnerOperation partner, OutboundCall call) {
    OutboundFailure failure = call.failure();
    if (failure == null) {
      try {
        return completed(operation, partner, call);
      } catch (InvalidDocumentException e) {
        failure =
            new OutboundFailure(
                Failure.CONTRACT_VIOLATION,
                "%s answered what makes no valid document; the answer is kept for inspection."
                    .formatted(partner.partner()),
                e.violations(),
                null,
                null);
      }
    }
    return failed(operation, partner, failure, call.answerIfAny());
  }

  private Answer completed(Operation operation, PartnerOperation partner, OutboundCall call) {
    NewOperation asked = operation.asked();
    CanonicalOperation canonical = partner.canonical();
    String kind = canonical.resourceKind();
    String id = resourceId(asked);
    ObjectNode set = papers.keep(id, (ObjectNode) call.result());
    boolean declined = call.answer().declined() && !isDoneAlready(canonical, set);
    if (declined && canonical.declinedStatus() != null && !set.has("status")) {
      set = set.deepCopy().put("status", canonical.declinedStatus());
    }
    ObjectNode resource = apply(asked.partner(), Change.of(kind, id, set));
    if (!declined) {
      resource = consequences(asked, call, set, resource);
      followUps.ask(operation, partner);
    }
    return end(operation, partner, declined, resource, call.answer());
  }

  /**
   * A partner may refuse a repeat because it has done what was wanted; then the mapping gives
   * another status than that of a decline.
   */
  private static boolean isDoneAlready(CanonicalOperation canonical, ObjectNode set) {
    String declined = canonical.declinedStatus();
    return canonical.effect() == CanonicalOperation.Effect.CHANGE
        && declined != null
        && set.has("status")
        && !set.path("status").asText().equals(declined);
  }

  /** What success means for other documents, and for what partners don't answer. */
  private ObjectNode consequences(
      NewOperation asked, OutboundCall call, ObjectNode set, ObjectNode resource) {
    ObjectNode input = StrictJson.nodes().objectNode();
    input.setAll(call.input());
    input.set("answer", set);
    String kind = String.valueOf(asked.resourceKind());
    input.set(kind, resource);
    input.putArray("others").addAll(ledger.others(kind, resource));
    ObjectNode current = resource;
    for (Change change : mappings.results(asked.kind(), input)) {
      ObjectNode changed = apply(asked.partner(), change);
      if (change.kind().equals(kind)) {
        current = changed;
      }
    }
    return current;
  }

  private Answer end(
      Operation operation,
      PartnerOperation partner,
      boolean declined,
      ObjectNode resource,
      Answered answered) {
    CanonicalOperation canonical = partner.canonical();
    boolean created = canonical.effect() == CanonicalOperation.Effect.CREATE;
    Answer answer;
    Problem problem = null;
    if (declined && !created) {
      problem =
          Failures.problem(
              partner.partner(),
              operation.id(),
              new OutboundFailure(
                  Failure.DECLINED,
                  declineDetail(partner, answered),
                  List.of(),
                  answered.error().code(),
                  null));
      answer = problem.answer();
    } else {
      answer = Answer.json(created ? 201 : 200, StrictJson.write(resource));
      if (created) {
        answer =
            answer.withHeaders(
                Map.of(
                    "Location",
                    OperationDocuments.href(
                        canonical.resourceKind(), resourceId(operation.asked()))));
      }
    }
    OperationStatus status = declined ? OperationStatus.DECLINED : OperationStatus.SUCCEEDED;
    write(
        operation,
        Outcome.ended(
            status,
            declined ? Failure.DECLINED.word() : null,
            problem == null ? null : problem.tree(),
            response(answer)));
    return answer;
  }

  private static String declineDetail(PartnerOperation partner, Answered answered) {
    String message = answered.error().message();
    return message == null ? partner.partner() + " declined." : message;
  }

  /** Notes that there is no result. */
  Answer failed(
      Operation operation,
      PartnerOperation partner,
      OutboundFailure failure,
      @Nullable Answered answered) {
    NewOperation asked = operation.asked();
    Problem problem = Failures.problem(partner.partner(), operation.id(), failure);
    boolean unknown =
        failure.kind() == Failure.OUTCOME_UNKNOWN || failure.kind() == Failure.CONTRACT_VIOLATION;
    kept.keep(partner, asked.id(), failure, answered);
    settle(partner, asked, failure, unknown);
    Answer answer = problem.answer();
    if (!unknown) {
      write(operation, ending(operation, failure, problem, answer));
    } else if (failure.kind() == Failure.OUTCOME_UNKNOWN
        && partner.mayRepeat()
        && operation.attempts() < MOST_ATTEMPTS) {
      write(operation, Outcome.unknown(problem.tree(), next(operation)));
    } else {
      write(operation, Outcome.parked(problem.tree()));
    }
    return answer;
  }

  /** The gateway's own follow-ups have nobody who would ask again, so they wait their turn. */
  private Outcome ending(
      Operation operation, OutboundFailure failure, Problem problem, Answer answer) {
    boolean retry =
        FollowUps.isOurs(operation.asked())
            && Failures.WORTH_ANOTHER_TRY.contains(failure.kind().word())
            && operation.attempts() < MOST_ATTEMPTS;
    return retry
        ? Outcome.putOff(failure.kind().word(), next(operation))
        : Outcome.ended(
            OperationStatus.FAILED, failure.kind().word(), problem.tree(), response(answer));
  }

  private Instant next(Operation operation) {
    Duration pause = Duration.ofSeconds(1L << Math.min(operation.attempts(), 10));
    return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  /** The resource's status when there is no result. */
  private void settle(
      PartnerOperation partner, NewOperation asked, OutboundFailure failure, boolean unknown) {
    CanonicalOperation canonical = partner.canonical();
    String status = unknown ? canonical.unknownStatus() : canonical.declinedStatus();
    if (status == null) {
      return;
    }
    ObjectNode set = StrictJson.nodes().objectNode().put("status", status);
    if (!unknown && canonical.effect() == CanonicalOperation.Effect.CREATE) {
      set.putObject("error")
          .put(
              "code", failure.partnerCode() == null ? failure.kind().word() : failure.partnerCode())
          .put("message", failure.detail());
    }
    apply(asked.partner(), Change.of(canonical.resourceKind(), resourceId(asked), set));
  }

  private ObjectNode apply(String partner, Change change) {
    return ledger.apply(partner, change, clock.instant());
  }

  private void write(Operation operation, Outcome outcome) {
    if (!operations.finish(operation.lease(), outcome)) {
      throw new LeaseLostException(operation.id());
    }
    reader
        .find(operation.id())
        .ifPresent(
            now ->
                events.append(
                    "operation.updated",
                    now.id(),
                    now.asked().orderId(),
                    now.asked().partner(),
                    OperationDocuments.of(now)));
  }

  private static Response response(Answer answer) {
    ObjectNode headers = StrictJson.nodes().objectNode();
    answer.headers().forEach(headers::put);
    if (answer.mediaType() != null) {
      headers.put("Content-Type", answer.mediaType());
    }
    return new Response(answer.status(), headers, answer.body());
  }

  private static String resourceId(NewOperation asked) {
    String id = asked.resourceId();
    if (id == null) {
      throw new IllegalStateException(asked.id() + " has no resource");
    }
    return id;
  }
}
