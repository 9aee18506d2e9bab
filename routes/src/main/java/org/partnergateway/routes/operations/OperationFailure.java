package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.ledger.LedgerWriter;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.NewOperation;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Outcome;

/**
 * Notes that an attempt brought no result, and what comes next: in doubt it is looked up, repeated
 * or parked; certainly not done it is tried later, fails, or becomes a dead letter. In the caller's
 * one transaction.
 */
public final class OperationFailure {
  private final OperationRecorder recorder;
  private final LedgerWriter ledger;
  private final NextTry next;
  private final InstantSource clock;

  public OperationFailure(
      OperationRecorder recorder, LedgerWriter ledger, NextTry next, InstantSource clock) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.next = next;
    this.clock = clock;
  }

  /**
   * @param heldBack whether the attempt ended before any request was made
   * @return what the caller is answered; empty when it goes on by itself
   */
  Optional<Answer> record(
      Operation operation, PartnerOperation partner, OutboundFailure failure, boolean heldBack) {
    boolean doubtful =
        !partner.canonical().isRead()
            && (operation.inDoubt()
                || failure.kind() == Failure.OUTCOME_UNKNOWN
                || failure.kind() == Failure.CONTRACT_VIOLATION);
    return doubtful
        ? Optional.of(unknown(operation, partner, failure, heldBack))
        : notDone(operation, partner, failure, heldBack);
  }

  /** Once it may have been done, only an answer ends the doubt: no later failure does. */
  private Answer unknown(
      Operation operation, PartnerOperation partner, OutboundFailure failure, boolean heldBack) {
    Problem problem =
        Failures.problem(partner.partner(), operation.id(), inDoubt(operation, failure));
    if (operation.status() != OperationStatus.OUTCOME_UNKNOWN) {
      // Once only: what has been learned since, by a message of the partner's, is better.
      inDoubt(partner, operation);
    }
    boolean looking = operation.inDoubt() || operation.settling() != null;
    int tries = looking ? operation.tries() : 0;
    NextTry.When when = next.inDoubt(operation, partner, failure, tries, heldBack);
    Outcome outcome =
        when == null
            ? Outcome.parked(problem.tree(), tries)
            : Outcome.unknown(problem.tree(), when.at(), when.tries());
    recorder.write(operation, heldBack ? outcome.heldBack() : outcome);
    return problem.answer();
  }

  private static OutboundFailure inDoubt(Operation operation, OutboundFailure failure) {
    boolean says =
        failure.kind() == Failure.OUTCOME_UNKNOWN || failure.kind() == Failure.CONTRACT_VIOLATION;
    return !operation.inDoubt() || says
        ? failure
        : OutboundFailure.of(
            Failure.OUTCOME_UNKNOWN,
            "An earlier attempt may have arrived; the last one failed: " + failure.detail());
  }

  private Optional<Answer> notDone(
      Operation operation, PartnerOperation partner, OutboundFailure failure, boolean heldBack) {
    NewOperation asked = operation.asked();
    Problem problem = Failures.problem(partner.partner(), operation.id(), failure);
    String word = failure.kind().word();
    boolean again = Failures.WORTH_ANOTHER_TRY.contains(word) && asked.durable();
    NextTry.When when = again ? next.notDone(operation, partner, failure, heldBack) : null;
    if (when != null) {
      Outcome putOff = Outcome.putOff(word, problem.tree(), when.at(), when.tries());
      recorder.write(operation, heldBack ? putOff.heldBack() : putOff);
      return Optional.empty();
    }
    settle(partner, asked, partner.canonical().declinedStatus(), failure);
    Answer answer = problem.answer();
    Outcome outcome =
        Outcome.ended(
            again || isForAPerson(asked, failure)
                ? OperationStatus.DEAD_LETTER
                : OperationStatus.FAILED,
            word,
            problem.tree(),
            OperationRecorder.response(answer));
    recorder.write(operation, heldBack ? outcome.heldBack() : outcome);
    return Optional.of(answer);
  }

  /**
   * What nobody waits for and a person can mend: our credentials, or the mapping of what the
   * gateway asks by itself.
   */
  private static boolean isForAPerson(NewOperation asked, OutboundFailure failure) {
    return asked.durable()
        && (failure.kind() == Failure.UNAUTHORIZED
            || (FollowUps.isOurs(asked)
                && (failure.kind() == Failure.INVALID_REQUEST
                    || failure.kind() == Failure.CONTRACT_VIOLATION)));
  }

  /**
   * The partner has it, and is at work on it.
   *
   * @param settling what to ask it for
   * @return whether it is asked again; otherwise nothing was noted
   */
  boolean settling(Operation operation, PartnerOperation partner, JsonNode settling) {
    NextTry.When when =
        next.settling(partner, operation.settling() == null ? 0 : operation.tries());
    if (when == null) {
      return false;
    }
    recorder.write(operation, Outcome.settling(settling, when.at(), when.tries()));
    return true;
  }

  /** A person found that it was not done. The key stays used: its caller is told by the answer. */
  void resolved(
      Operation operation, PartnerOperation partner, ObjectNode set, String detail, JsonNode why) {
    Problem problem =
        Failures.problem(
                partner.partner(), operation.id(), OutboundFailure.of(Failure.UNAVAILABLE, detail))
            .withRetryAfter(null);
    if (!partner.canonical().isAboutMany()) {
      apply(operation.asked().partner(), partner.canonical(), operation.asked().resource(), set);
    }
    recorder.write(
        operation,
        Outcome.ended(
                OperationStatus.FAILED,
                Failure.UNAVAILABLE.word(),
                problem.tree(),
                OperationRecorder.response(problem.answer()))
            .decided(why));
  }

  /** It is certain by now that it was not done, so it is sent as if for the first time. */
  void sendAgain(Operation operation, PartnerOperation partner, String detail) {
    Problem problem =
        Failures.problem(
            partner.partner(), operation.id(), OutboundFailure.of(Failure.UNAVAILABLE, detail));
    recorder.write(
        operation, Outcome.putOff(Failure.UNAVAILABLE.word(), problem.tree(), clock.instant(), 0));
  }

  /** A person wants it looked up, or repeated, now and from the beginning of its schedule. */
  void lookAgain(Operation operation, JsonNode problem, JsonNode why) {
    Instant now = clock.instant();
    recorder.write(operation, Outcome.unknown(problem, now, 0).decided(why));
  }

  /** Of the moment when it was asked for, so that what a message has told since is no doubt. */
  private void inDoubt(PartnerOperation partner, Operation operation) {
    CanonicalOperation canonical = partner.canonical();
    if (canonical.unknownStatus() != null) {
      ObjectNode set = StrictJson.nodes().objectNode().put("status", canonical.unknownStatus());
      NewOperation asked = operation.asked();
      Change change = Change.of(canonical.resourceKind(), asked.resource(), set);
      ledger.apply(asked.partner(), change.since(operation.createdAt()), clock.instant());
    }
  }

  /** The resource's status when it was not done. */
  private void settle(
      PartnerOperation partner,
      NewOperation asked,
      @Nullable String status,
      OutboundFailure failure) {
    CanonicalOperation canonical = partner.canonical();
    if (status == null) {
      return;
    }
    ObjectNode set = StrictJson.nodes().objectNode().put("status", status);
    boolean begun =
        canonical.effect() == CanonicalOperation.Effect.CREATE
            || !canonical.identifiedBy().isEmpty();
    if (begun) {
      set.putObject("error")
          .put(
              "code", failure.partnerCode() == null ? failure.kind().word() : failure.partnerCode())
          .put("message", failure.detail());
    }
    apply(asked.partner(), canonical, asked.resource(), set);
  }

  private void apply(String partner, CanonicalOperation canonical, String id, ObjectNode set) {
    if (!set.isEmpty()) {
      ledger.apply(partner, Change.of(canonical.resourceKind(), id, set), clock.instant());
    }
  }
}
