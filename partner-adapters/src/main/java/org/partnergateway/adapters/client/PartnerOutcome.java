package org.partnergateway.adapters.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;

/** How a call ended. */
public sealed interface PartnerOutcome {
  /** Requests that were made, answered or not; 0 when none was let through. */
  int attempts();

  /** The word in metrics: {@code accepted}, {@code declined} or the failure's. */
  String word();

  /**
   * The partner answered the question, by yes or by no.
   *
   * @param declined whether by no
   * @param error what the partner gave as its reason; nothing when accepted
   */
  record Answered(PartnerAnswer answer, boolean declined, PartnerError error, int attempts)
      implements PartnerOutcome {
    @Override
    public String word() {
      return declined ? Failure.DECLINED.word() : "accepted";
    }
  }

  /**
   * There is no answer to the question.
   *
   * @param failure never {@code declined}
   * @param detail for people: what went wrong and what to do; names no secret
   * @param error what the partner said, if it said anything
   * @param retryAfter when it makes sense to ask again, where that is known
   * @param answer the partner's last one, if there was any, to be kept for inspection
   */
  record Failed(
      Failure failure,
      String detail,
      PartnerError error,
      @Nullable Duration retryAfter,
      int attempts,
      @Nullable PartnerAnswer answer)
      implements PartnerOutcome {
    @Override
    public String word() {
      return failure.word();
    }
  }
}
