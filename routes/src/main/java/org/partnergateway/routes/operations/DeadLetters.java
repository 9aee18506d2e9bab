package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.outbound.RequestPreview;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationReader;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operations that certainly were not done and were given up: shown as they would be sent today, and
 * tried again when a person wants it. What may have taken effect is none of these.
 */
public final class DeadLetters {
  private final OperationClaims claims;
  private final OperationReader reader;
  private final OperationRecorder recorder;
  private final PartnerRegistry partners;
  private final ContextReader contexts;
  private final MappingInputs inputs;
  private final OperationDrafts drafts;
  private final RequestPreview preview;
  private final OperationRunner runner;
  private final TransactionTemplate transactions;
  private final Executor executor;
  private final InstantSource clock;

  public DeadLetters(
      OperationClaims claims,
      OperationReader reader,
      OperationRecorder recorder,
      PartnerRegistry partners,
      ContextReader contexts,
      MappingInputs inputs,
      OperationDrafts drafts,
      RequestPreview preview,
      OperationRunner runner,
      TransactionTemplate transactions,
      Executor executor,
      InstantSource clock) {
    this.claims = claims;
    this.reader = reader;
    this.recorder = recorder;
    this.partners = partners;
    this.contexts = contexts;
    this.inputs = inputs;
    this.drafts = drafts;
    this.preview = preview;
    this.runner = runner;
    this.transactions = transactions;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * What would be sent today, beside what was sent last.
   *
   * @throws org.partnergateway.routes.http.ProblemException when it is no dead letter
   */
  public ObjectNode preview(String id) {
    Operation operation = find(id);
    if (operation.status() != OperationStatus.DEAD_LETTER) {
      throw noDeadLetter(operation);
    }
    PartnerOperation partner = partner(operation);
    RequestPreview.Preview today =
        preview.of(
            partner, inputs.write(partner, operation.asked(), contexts.of(operation.asked())));
    ObjectNode shown = StrictJson.nodes().objectNode();
    shown.put("operation_id", id).put("dry_run", true);
    OutboundFailure failure = today.failure();
    if (failure != null) {
      shown.set("problem", Failures.problem(partner.partner(), id, failure).tree());
    }
    SentMessages.show(shown, operation.sent(), today.request());
    return shown;
  }

  /**
   * Tries it again from the beginning, as it would be sent today.
   *
   * @param who the caller's name
   * @param reason why; null when nothing was said
   * @return the operation as it stands now
   * @throws org.partnergateway.routes.http.ProblemException when it is no dead letter, or the
   *     present state doesn't allow it any more
   */
  public Operation replay(String id, String who, @Nullable String reason) {
    Operation dead = find(id);
    PartnerOperation partner = partner(dead);
    if (partner.canonical().isAboutMany()) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "Operation %s is about many things, for some of which others may have been asked since. Ask for what is wanted now."
                  .formatted(id))
          .with("operation_id", id)
          .exception();
    }
    Operation alive =
        Objects.requireNonNull(
            transactions.execute(transaction -> revive(dead, partner, decision(who, reason))));
    executor.execute(() -> runner.run(alive, partner));
    return alive;
  }

  private Operation revive(Operation dead, PartnerOperation partner, ObjectNode decision) {
    Operation alive =
        claims
            .revive(dead.id(), Columns.json(decision), OperationRunner.LEASE)
            .orElseThrow(() -> noDeadLetter(find(dead.id())));
    Operation begun =
        drafts.beginAgain(partner, alive, contexts.of(alive.asked()), clock.instant());
    recorder.tell(begun);
    return begun;
  }

  private ObjectNode decision(String who, @Nullable String reason) {
    ObjectNode decision = StrictJson.nodes().objectNode().put("outcome", "replayed");
    if (reason != null) {
      decision.put("reason", reason);
    }
    return decision.put("resolved_by", who).put("resolved_at", clock.instant().toString());
  }

  private Operation find(String id) {
    return reader
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no operation %s.".formatted(id))
                    .exception());
  }

  private PartnerOperation partner(Operation operation) {
    NewOperation asked = operation.asked();
    PartnerOperation partner = partners.findOperation(asked.partner(), asked.kind());
    if (partner == null) {
      throw Problem.of(
              ProblemType.STATE_CONFLICT,
              "%s isn't configured for %s now.".formatted(asked.partner(), asked.kind()))
          .exception();
    }
    return partner;
  }

  private static RuntimeException noDeadLetter(Operation operation) {
    return Problem.of(
            ProblemType.STATE_CONFLICT,
            "Only a dead letter can be replayed, and operation %s is %s."
                .formatted(operation.id(), operation.status().text()))
        .with("operation_id", operation.id())
        .exception();
  }
}
