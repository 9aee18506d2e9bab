package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.ledger.InvalidDocumentException;
import org.partnergateway.routes.outbound.OutboundCall;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;

/**
 * Notes what became of a call: that it was done, or why not. In the caller's one transaction; a
 * lost lease rolls all of it back.
 */
public final class OperationFinisher {
  private final OperationSuccess success;
  private final OperationFailure failure;
  private final FetchedPapers fetched;
  private final KeptAnswers kept;

  public OperationFinisher(
      OperationSuccess success, OperationFailure failure, FetchedPapers fetched, KeptAnswers kept) {
    this.success = success;
    this.failure = failure;
    this.fetched = fetched;
    this.kept = kept;
  }

  /**
   * @param operation as it is since it was handed over
   * @return what the caller is answered; empty when it goes on by itself
   */
  Optional<Answer> finish(Operation operation, PartnerOperation partner, OutboundCall call) {
    OutboundFailure reason = call.failure();
    boolean heldBack = reason != null && call.handedOver() && call.requestsMade() == 0;
    if (reason == null && partner.canonical().isRead()) {
      reason = fetched.record(operation, partner, call);
      if (reason == null) {
        return Optional.empty();
      }
    } else if (reason == null) {
      if (isPending(operation, partner, call)) {
        return Optional.empty();
      }
      try {
        Answer answer = success.record(operation, partner, Result.of(call));
        call.atEnd();
        return Optional.of(answer);
      } catch (InvalidDocumentException e) {
        reason = noDocument(partner, e.violations());
      }
    }
    return failed(operation, partner, reason, call.answerIfAny(), heldBack);
  }

  /** The partner took it, and will tell its outcome to those who ask. */
  private boolean isPending(Operation operation, PartnerOperation partner, OutboundCall call) {
    JsonNode pending = call.result().path("pending");
    return pending.isObject()
        && !call.answer().declined()
        && failure.settling(operation, partner, pending);
  }

  /**
   * The partner is still at work on it.
   *
   * @return whether it is asked again; otherwise nothing was noted
   */
  boolean pending(Operation operation, PartnerOperation partner, JsonNode pending) {
    return failure.settling(operation, partner, pending);
  }

  /** A look-up has found that the partner did not do it, and why. */
  void declined(
      Operation operation,
      PartnerOperation partner,
      ObjectNode input,
      ObjectNode set,
      PartnerError reason) {
    success.record(operation, partner, new Result(input, set, reason, null));
  }

  /** A look-up has found what the write made. */
  void found(Operation operation, PartnerOperation partner, ObjectNode input, ObjectNode set) {
    success.record(operation, partner, new Result(input, set, null, null));
  }

  /** Notes that there is no result. */
  Optional<Answer> failed(
      Operation operation,
      PartnerOperation partner,
      OutboundFailure reason,
      @Nullable Answered answered,
      boolean heldBack) {
    kept.keep(partner, operation.id(), reason, answered);
    return failure.record(operation, partner, reason, heldBack);
  }

  /** It certainly was not done: it is sent as if for the first time. */
  void absent(Operation operation, PartnerOperation partner, String detail) {
    failure.sendAgain(operation, partner, detail);
  }

  private static OutboundFailure noDocument(PartnerOperation partner, List<Violation> violations) {
    return OutboundFailure.of(
        Failure.CONTRACT_VIOLATION,
        "%s answered what makes no valid document; the answer is kept for inspection."
            .formatted(partner.partner()),
        violations);
  }
}
