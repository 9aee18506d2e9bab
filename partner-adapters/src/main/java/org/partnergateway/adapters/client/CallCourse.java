package org.partnergateway.adapters.client;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.client.Attempt.Sent;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.client.PartnerOutcome.Failed;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.RetryPolicy.FailedAttempt;
import org.partnergateway.adapters.time.Time;

/**
 * One call with all its attempts.
 *
 * <p>A write that may have arrived is repeated only where the partner takes a repeat for the same
 * write; otherwise it ends as {@code outcome_unknown}. Once one attempt of a write may have
 * arrived, only a real answer ends the doubt: no later refusal or failure makes it less unknown.
 */
final class CallCourse {
  private final PartnerCall call;
  private final OperationRuntime operation;
  private final AttemptMaker attempts;
  private final Time time;
  private final boolean keyed;
  private final String reference;
  private int tries;
  private int made;
  private boolean inDoubt;
  private boolean renewed;

  CallCourse(PartnerCall call, OperationRuntime operation, AttemptMaker attempts, Time time) {
    this.attempts = attempts;
    this.time = time;
    this.call = call;
    this.operation = operation;
    this.reference =
        call.idempotencyKey() == null ? UUID.randomUUID().toString() : call.idempotencyKey();
    this.keyed =
        operation.definition().repeatable()
            || (operation.definition().idempotencyHeader() != null
                && call.idempotencyKey() != null);
  }

  PartnerOutcome run() {
    while (true) {
      Attempt attempt = attempts.make(call, operation, reference);
      tries++;
      made += attempt.sent() == Sent.NOT || attempt.sent() == Sent.MAYBE ? 1 : 0;
      Failure failure = attempt.failure();
      if (failure == null || failure == Failure.DECLINED) {
        return answered(attempt, failure);
      }
      inDoubt |= failure == Failure.OUTCOME_UNKNOWN;
      if (!renewedAfter(attempt) && !pausedAfter(attempt, failure)) {
        return failed(attempt, failure);
      }
    }
  }

  private PartnerOutcome answered(Attempt attempt, @Nullable Failure failure) {
    PartnerAnswer answer = attempt.answer();
    if (answer == null) {
      throw new IllegalStateException("An answered attempt has its answer");
    }
    return new Answered(answer, failure != null, attempt.error(), made);
  }

  /** A refused token is replaced once, and the call made once more: it was not done. */
  private boolean renewedAfter(Attempt attempt) {
    List<AuthHeader> used = attempt.used();
    boolean another = tries < Math.max(2, operation.definition().policy().retry().attempts());
    if (renewed || !another || attempt.failure() != Failure.UNAUTHORIZED || used.isEmpty()) {
      return false;
    }
    renewed = true;
    return operation.proofs().renew(used);
  }

  private boolean pausedAfter(Attempt attempt, Failure failure) {
    if (attempt.sent() == Sent.HELD_BACK
        || replayed(attempt)
        || Thread.currentThread().isInterrupted()) {
      return false;
    }
    boolean maybeSent = attempt.sent() == Sent.MAYBE;
    Duration pause =
        operation
            .retry()
            .pause(
                new FailedAttempt(
                    tries, failure, call.effect(), maybeSent, keyed, attempt.retryAfter()),
                call.deadline());
    if (pause == null) {
      return false;
    }
    operation.meters().retried();
    return slept(pause);
  }

  /** The partner gave again what it had kept under our key: so it will the next time. */
  private boolean replayed(Attempt attempt) {
    PartnerAnswer answer = attempt.answer();
    IdempotencyKey key = operation.definition().idempotencyKey();
    return answer != null && key != null && answer.isReplay(key);
  }

  private boolean slept(Duration pause) {
    try {
      time.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private PartnerOutcome failed(Attempt attempt, Failure failure) {
    boolean unknown = inDoubt && call.effect() == Effect.WRITE;
    if (unknown && failure != Failure.OUTCOME_UNKNOWN) {
      return new Failed(
          Failure.OUTCOME_UNKNOWN,
          "An earlier attempt may have arrived; the last one failed: " + attempt.detail(),
          PartnerError.NONE,
          attempt.retryAfter(),
          made,
          attempt.answer());
    }
    return new Failed(
        failure, attempt.detail(), attempt.error(), attempt.retryAfter(), made, attempt.answer());
  }
}
