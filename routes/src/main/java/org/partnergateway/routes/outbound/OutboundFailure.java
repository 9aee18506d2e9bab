package org.partnergateway.routes.outbound;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerOutcome;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.contracts.schema.Violation;

/**
 * Why a call to a partner brought no result.
 *
 * @param detail for people: what is wrong and what to do
 * @param violations where what was sent or answered breaks the partner's contract
 * @param partnerCode the partner's own word for it
 * @param retryAfter when it makes sense to ask again, where that is known
 */
public record OutboundFailure(
    Failure kind,
    String detail,
    List<Violation> violations,
    @Nullable String partnerCode,
    @Nullable Duration retryAfter) {

  static OutboundFailure of(PartnerOutcome.Failed failed) {
    return new OutboundFailure(
        failed.failure(), failed.detail(), List.of(), failed.error().code(), failed.retryAfter());
  }

  static OutboundFailure of(Failure kind, String detail) {
    return new OutboundFailure(kind, detail, List.of(), null, null);
  }

  static OutboundFailure of(Failure kind, String detail, List<Violation> violations) {
    return new OutboundFailure(kind, detail, violations, null, null);
  }
}
