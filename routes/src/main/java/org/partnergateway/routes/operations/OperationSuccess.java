package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Outcome;

/**
 * Notes that an operation was done, or declined: its record, the ledger, the events and what
 * follows, in the caller's one transaction.
 */
public final class OperationSuccess {
  private final OperationRecorder recorder;
  private final LedgerWriter ledger;
  private final Ledger entries;
  private final GatewayMappings mappings;
  private final PaperKeeper papers;
  private final FollowUps followUps;
  private final List<ManyResults> manyResults;
  private final InstantSource clock;

  public OperationSuccess(
      OperationRecorder recorder,
      LedgerWriter ledger,
      Ledger entries,
      GatewayMappings mappings,
      PaperKeeper papers,
      FollowUps followUps,
      List<ManyResults> manyResults,
      InstantSource clock) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.entries = entries;
    this.mappings = mappings;
    this.papers = papers;
    this.followUps = followUps;
    this.manyResults = List.copyOf(manyResults);
    this.clock = clock;
  }

  /**
   * @return what the caller is answered
   * @throws org.partnergateway.routes.ledger.InvalidDocumentException when the result makes no
   *     valid document
   */
  Answer record(Operation operation, PartnerOperation partner, Result told) {
    NewOperation asked = operation.asked();
    CanonicalOperation canonical = partner.canonical();
    if (canonical.isAboutMany()) {
      return many(operation, partner, told);
    }
    Result result = told.of(canonical);
    boolean declined = result.declined() != null;
    ObjectNode input = StrictJson.nodes().objectNode();
    input.setAll(result.input());
    lockWhatItDrawsOn(canonical, input);
    String kind = canonical.resourceKind();
    String id = asked.resource();
    ObjectNode set = papers.keep(kind, id, result.set());
    if (declined && canonical.declinedStatus() != null && !set.has("status")) {
      set = set.deepCopy().put("status", canonical.declinedStatus());
    }
    ObjectNode resource = apply(asked.partner(), Change.of(kind, id, set));
    if (!declined) {
      resource = consequences(canonical, asked, input, set, resource);
      followUps.ask(operation, partner);
      followUps.fetch(partner, result.set(), kind, id, asked.orderId());
    }
    return end(operation, partner, result, resource);
  }

  /** What became of each is kept by whoever asked; the operation itself has ended. */
  private Answer many(Operation operation, PartnerOperation partner, Result told) {
    PartnerError no = told.declined();
    manyResults.stream()
        .filter(results -> results.operation().equals(operation.asked().kind()))
        .forEach(results -> results.keep(operation, partner, told.set(), no));
    Answer answer =
        no == null
            ? Answer.json(200, StrictJson.write(told.set()))
            : declined(operation, partner, no).answer();
    recorder.write(
        operation,
        Outcome.ended(
                no == null ? OperationStatus.SUCCEEDED : OperationStatus.DECLINED,
                no == null ? null : Failure.DECLINED.word(),
                no == null ? null : declined(operation, partner, no).tree(),
                OperationRecorder.response(Answer.json(answer.status(), new byte[0])))
            .decided(told.decision()));
    return answer;
  }

  /** Sums are added to what stands there now, not to what stood there when it was asked for. */
  private void lockWhatItDrawsOn(CanonicalOperation canonical, ObjectNode input) {
    String kind = canonical.drawsOn();
    if (kind != null) {
      entries
          .lock(kind, input.path(kind).path("id").asText())
          .ifPresent(entry -> input.set(kind, entry.document()));
    }
  }

  /** What success means for other documents, and for what partners don't answer. */
  private ObjectNode consequences(
      CanonicalOperation canonical,
      NewOperation asked,
      ObjectNode input,
      ObjectNode set,
      ObjectNode resource) {
    String kind = canonical.resourceKind();
    input.set("answer", set);
    input.set(kind, resource);
    input.putArray("others").addAll(ledger.others(kind, resource, canonical.drawsOn()));
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
      Operation operation, PartnerOperation partner, Result result, ObjectNode resource) {
    CanonicalOperation canonical = partner.canonical();
    boolean created = canonical.effect() == CanonicalOperation.Effect.CREATE;
    PartnerError no = result.declined();
    Problem problem = no == null || created ? null : declined(operation, partner, no);
    Answer answer = problem == null ? shown(operation, canonical, resource) : problem.answer();
    recorder.write(
        operation,
        Outcome.ended(
                no == null ? OperationStatus.SUCCEEDED : OperationStatus.DECLINED,
                no == null ? null : Failure.DECLINED.word(),
                problem == null ? null : problem.tree(),
                OperationRecorder.response(answer))
            .decided(result.decision()));
    return answer;
  }

  private static Answer shown(
      Operation operation, CanonicalOperation canonical, ObjectNode resource) {
    byte[] body = StrictJson.write(resource);
    return canonical.effect() == CanonicalOperation.Effect.CREATE
        ? Answer.json(201, body)
            .withHeaders(
                Map.of(
                    "Location",
                    OperationDocuments.href(
                        canonical.resourceKind(), operation.asked().resource())))
        : Answer.json(200, body);
  }

  private static Problem declined(
      Operation operation, PartnerOperation partner, PartnerError reason) {
    @Nullable String message = reason.message();
    return Failures.problem(
        partner.partner(),
        operation.id(),
        OutboundFailure.declined(
            message == null ? partner.partner() + " declined." : message, reason.code()));
  }

  private ObjectNode apply(String partner, Change change) {
    return ledger.apply(partner, change, clock.instant());
  }
}
