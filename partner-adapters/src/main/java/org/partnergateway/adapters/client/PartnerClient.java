package org.partnergateway.adapters.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.auth.AuthScheme;
import org.partnergateway.adapters.client.Attempt.Sent;
import org.partnergateway.adapters.client.PartnerOutcome.Answered;
import org.partnergateway.adapters.client.PartnerOutcome.Failed;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.RetryBudget;
import org.partnergateway.adapters.policy.RetryPolicy.FailedAttempt;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.Transport;

/**
 * Calls one partner. Blocks; meant for virtual threads, any number of them.
 *
 * <p>A write that may have arrived is repeated only where the partner takes a repeat for the same
 * write; otherwise it ends as {@code outcome_unknown}. Once one attempt of a write may have
 * arrived, only a real answer ends the doubt: no later refusal or failure makes it less unknown.
 */
public final class PartnerClient implements AutoCloseable {
  private final Partner partner;
  private final Map<String, OperationRuntime> operations;
  private final AuthScheme auth;
  private final AttemptMaker attempts;
  private final RetryBudget budget;
  private final Transport transport;
  private final Time time;
  private final AtomicBoolean open = new AtomicBoolean(true);
  // Calls under way, and one more until it is closed.
  private final AtomicInteger users = new AtomicInteger(1);

  PartnerClient(
      Partner partner,
      Map<String, OperationRuntime> operations,
      AuthScheme auth,
      Transport transport,
      RetryBudget budget,
      Time time) {
    this.partner = partner;
    this.operations = Map.copyOf(operations);
    this.auth = auth;
    this.attempts = new AttemptMaker(partner, auth, transport, time);
    this.budget = budget;
    this.transport = transport;
    this.time = time;
  }

  /** Whom it calls. */
  public Partner partner() {
    return partner;
  }

  /**
   * Asks the partner, again where that does no harm, and at most until the call's deadline.
   *
   * @throws IllegalArgumentException when the adapter file has no such operation
   */
  public PartnerOutcome call(PartnerCall call) {
    OperationRuntime operation = operations.get(call.operation());
    if (operation == null) {
      throw new IllegalArgumentException(
          "Partner " + partner.id() + " has no operation " + call.operation());
    }
    long start = time.nanos();
    PartnerOutcome outcome = join() ? courseOf(call, operation) : closed();
    operation.meters().ended(outcome, time.nanos() - start);
    return outcome;
  }

  private PartnerOutcome courseOf(PartnerCall call, OperationRuntime operation) {
    try {
      return new Course(call, operation).run();
    } finally {
      leave();
    }
  }

  private static PartnerOutcome closed() {
    return new Failed(
        Failure.UNAVAILABLE, "The partner's client is closed.", PartnerError.NONE, null, 0, null);
  }

  private boolean join() {
    return users.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      transport.close();
    }
  }

  /** Takes no more calls once those under way have ended; they are not cut. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      leave();
    }
  }

  /** One call with all its attempts. */
  private final class Course {
    private final PartnerCall call;
    private final OperationRuntime operation;
    private final boolean keyed;
    private int made;
    private boolean inDoubt;
    private boolean renewed;

    Course(PartnerCall call, OperationRuntime operation) {
      this.call = call;
      this.operation = operation;
      this.keyed =
          operation.definition().repeatable()
              || (operation.definition().idempotencyHeader() != null
                  && call.idempotencyKey() != null);
    }

    PartnerOutcome run() {
      budget.called();
      while (true) {
        Attempt attempt = attempts.make(call, operation);
        made += attempt.sent() == Sent.HELD_BACK ? 0 : 1;
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
      AuthHeader used = attempt.used();
      if (renewed || attempt.failure() != Failure.UNAUTHORIZED || used == null) {
        return false;
      }
      renewed = true;
      return auth.renew(used);
    }

    private boolean pausedAfter(Attempt attempt, Failure failure) {
      if (attempt.sent() == Sent.HELD_BACK || Thread.currentThread().isInterrupted()) {
        return false;
      }
      boolean maybeSent = attempt.sent() == Sent.MAYBE;
      Duration pause =
          operation
              .retry()
              .pause(
                  new FailedAttempt(
                      made, failure, call.effect(), maybeSent, keyed, attempt.retryAfter()),
                  call.deadline());
      if (pause == null) {
        return false;
      }
      operation.meters().retried();
      return slept(pause);
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
}
