package org.partnergateway.adapters.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthException;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.client.Attempt.Sent;
import org.partnergateway.adapters.definition.Besides;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.ErrorTable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.failure.Verdict;
import org.partnergateway.adapters.policy.Heard;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.adapters.policy.PolicyGuard.Permit;
import org.partnergateway.adapters.policy.Refusal;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.RateLimitHeaders;
import org.partnergateway.adapters.transport.RetryAfter;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.adapters.transport.TransportException.Reason;
import org.partnergateway.contracts.cards.CardMask;

/** Makes one attempt at a call: proof, policy, request, answer, verdict. */
final class AttemptMaker {
  private final RequestWriter writer;
  private final ErrorTable errors;
  private final CardMask cards;
  private final Transport transport;
  private final Time time;

  AttemptMaker(Partner partner, Transport transport, Time time) {
    this.writer = new RequestWriter(partner);
    this.errors = partner.definition().errors();
    this.cards = partner.definition().cards();
    this.transport = transport;
    this.time = time;
  }

  /**
   * @param reference of the call, the same for all of its attempts
   */
  Attempt make(PartnerCall call, OperationRuntime operation, String reference) {
    try {
      operation.guard().check(call.lane(), call.deadline());
      List<AuthHeader> used = proofs(call, operation);
      HttpRequest request = writer.write(call, operation.definition(), used, reference);
      Permit permit = operation.guard().enter(call.lane(), call.deadline());
      Attempt attempt = null;
      try {
        // Only now: a signature is good for some minutes, and there may have been a queue.
        writer.sign(request, time.instant());
        attempt = send(call, operation, request, used);
        return attempt;
      } finally {
        end(permit, attempt);
      }
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      return Attempt.heldBack(refusal.failure(), refusal.detail(), refusal.retryAfter());
    } catch (AuthException e) {
      return Attempt.unproven(e);
    } catch (IllegalArgumentException e) {
      return Attempt.heldBack(Failure.INVALID_REQUEST, String.valueOf(e.getMessage()), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Attempt.heldBack(
          Failure.UNAVAILABLE, "The gateway was told to stop before the partner was called.", null);
    }
  }

  /** None where a link proves itself: ours must not go to whomever it leads to. */
  private static List<AuthHeader> proofs(PartnerCall call, OperationRuntime operation)
      throws AuthException, InterruptedException {
    boolean bare = operation.definition().besides().link() == Besides.LinkAuth.NONE;
    return bare ? List.of() : operation.proofs().authorize(call.deadline());
  }

  private static void end(Permit permit, @Nullable Attempt attempt) {
    if (attempt == null) {
      permit.end(Failure.INVALID_REQUEST, Heard.NOTHING);
    } else {
      permit.end(attempt.failure(), attempt.heard());
    }
  }

  private Attempt send(
      PartnerCall call, OperationRuntime operation, HttpRequest request, List<AuthHeader> used) {
    long left = call.deadline().remainingNanos(time);
    Duration response = operation.definition().policy().timeouts().response();
    Duration timeout = left < response.toNanos() ? Duration.ofNanos(Math.max(0, left)) : response;
    try {
      return answered(
          call, transport.send(request, timeout), operation.definition().policy(), used);
    } catch (TransportException e) {
      return unanswered(call.effect(), e);
    }
  }

  private Attempt answered(
      PartnerCall call, HttpAnswer http, Policy policy, List<AuthHeader> used) {
    PartnerAnswer answer = new PartnerAnswer(http, call.reader(), cards);
    Verdict verdict = errors.read(http.status(), call.effect(), answer::treeIfReadable);
    Duration retryAfter =
        verdict.accepted() ? null : RetryAfter.read(http.headers(), time.instant());
    return new Attempt(
        verdict.failure(),
        Sent.MAYBE,
        verdict.accepted() ? "" : detail(http.status(), verdict.error()),
        verdict.error(),
        retryAfter,
        answer,
        used,
        RateLimitHeaders.read(http.headers(), policy.rateHeader()).withRetryAfter(retryAfter));
  }

  private static String detail(int status, PartnerError error) {
    StringBuilder detail = new StringBuilder("The partner answered ").append(status);
    if (error.code() != null) {
      detail.append(", code ").append(error.code());
    }
    return detail.append(error.message() == null ? "." : ": " + error.message()).toString();
  }

  private static Attempt unanswered(Effect effect, TransportException e) {
    String detail = String.valueOf(e.getMessage());
    if (!e.maybeSent()) {
      Failure failure =
          e.reason() == Reason.NOT_ALLOWED ? Failure.INVALID_REQUEST : Failure.UNAVAILABLE;
      return Attempt.notSent(failure, detail);
    }
    if (effect == Effect.WRITE) {
      return Attempt.unanswered(Failure.OUTCOME_UNKNOWN, detail);
    }
    return Attempt.unanswered(
        e.reason() == Reason.TOO_LARGE ? Failure.CONTRACT_VIOLATION : Failure.UNAVAILABLE, detail);
  }
}
