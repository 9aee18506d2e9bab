package org.partnergateway.routes.operations;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.outbound.OutboundFailure;

/** What each kind of failure at a partner is to the caller. */
public final class Failures {
  /** Failures after which the partner has certainly done nothing and may do it on another try. */
  static final Set<String> WORTH_ANOTHER_TRY =
      Set.of(Failure.RATE_LIMITED.word(), Failure.UNAVAILABLE.word());

  private static final Duration SOON = Duration.ofSeconds(5);

  private Failures() {}

  /**
   * @param operationId the record that keeps it; null for look-ups
   */
  public static Problem problem(
      String partner, @Nullable String operationId, OutboundFailure failure) {
    Duration retryAfter =
        WORTH_ANOTHER_TRY.contains(failure.kind().word()) && failure.retryAfter() == null
            ? SOON
            : failure.retryAfter();
    return Problem.of(type(failure.kind()), failure.detail())
        .withErrors(failure.violations())
        .withRetryAfter(retryAfter)
        .with("failure", failure.kind().word())
        .with("partner", partner)
        .with("partner_code", failure.partnerCode())
        .with("operation_id", operationId);
  }

  private static ProblemType type(Failure failure) {
    return switch (failure) {
      case INVALID_REQUEST -> ProblemType.PARTNER_REJECTED;
      case DECLINED -> ProblemType.PARTNER_DECLINED;
      case UNAUTHORIZED -> ProblemType.PARTNER_UNAUTHORIZED;
      case RATE_LIMITED -> ProblemType.PARTNER_RATE_LIMITED;
      case UNAVAILABLE -> ProblemType.PARTNER_UNAVAILABLE;
      case OUTCOME_UNKNOWN -> ProblemType.OUTCOME_UNKNOWN;
      case CONTRACT_VIOLATION -> ProblemType.PARTNER_CONTRACT_VIOLATION;
    };
  }
}
