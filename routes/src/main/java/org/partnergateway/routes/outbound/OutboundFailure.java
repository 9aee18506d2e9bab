package org.partnergateway.routes.outbound;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerAnswer;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;

/**
 * Why a call to a partner brought no result.
 *
 * @param detail for people: what is wrong and what to do
 * @param violations where what was sent or answered breaks the partner's contract
 * @param partnerCode the partner's own word for it
 * @param retryAfter when it makes sense to ask again, where that is known
 * @param kept whether the partner has kept this answer under our key, so that asking again brings
 *     no other
 */
public record OutboundFailure(
    Failure kind,
    String detail,
    List<Violation> violations,
    @Nullable String partnerCode,
    @Nullable Duration retryAfter,
    boolean kept) {

  static OutboundFailure of(PartnerOutcome.Failed failed, @Nullable IdempotencyKey key) {
    PartnerAnswer answer = failed.answer();
    return new OutboundFailure(
        failed.failure(),
        failed.detail(),
        List.of(),
        failed.error().code(),
        failed.retryAfter(),
        key != null && answer != null && answer.isReplay(key));
  }

  public static OutboundFailure of(Failure kind, String detail) {
    return of(kind, detail, List.of());
  }

  public static OutboundFailure of(Failure kind, String detail, List<Violation> violations) {
    return new OutboundFailure(kind, detail, violations, null, null, false);
  }

  /** The partner said no. */
  public static OutboundFailure declined(String detail, @Nullable String partnerCode) {
    return new OutboundFailure(Failure.DECLINED, detail, List.of(), partnerCode, null, false);
  }
}
