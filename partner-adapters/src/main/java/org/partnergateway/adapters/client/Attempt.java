package org.partnergateway.adapters.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthException;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.failure.PartnerError;
import org.partnergateway.adapters.policy.Heard;

/**
 * How one attempt at a call ended.
 *
 * @param failure null when accepted
 * @param sent how far the request got
 * @param used what proved who calls; empty for nothing
 * @param heard what the answer says of the partner's limit
 */
record Attempt(
    @Nullable Failure failure,
    Sent sent,
    String detail,
    PartnerError error,
    @Nullable Duration retryAfter,
    @Nullable PartnerAnswer answer,
    List<AuthHeader> used,
    Heard heard) {
  /** How far a request got. */
  enum Sent {
    /** We did not let it through, and would not at once. */
    HELD_BACK,
    /** No request was made, because there was no proof of who calls. */
    UNPROVEN,
    /** It certainly did not arrive. */
    NOT,
    /** It arrived, or may have. */
    MAYBE
  }

  static Attempt heldBack(Failure failure, String detail, @Nullable Duration retryAfter) {
    return new Attempt(
        failure,
        Sent.HELD_BACK,
        detail,
        PartnerError.NONE,
        retryAfter,
        null,
        List.of(),
        Heard.NOTHING);
  }

  static Attempt unproven(AuthException e) {
    return new Attempt(
        e.failure(),
        Sent.UNPROVEN,
        e.detail(),
        PartnerError.NONE,
        e.retryAfter(),
        null,
        List.of(),
        Heard.NOTHING);
  }

  static Attempt notSent(Failure failure, String detail) {
    return new Attempt(
        failure, Sent.NOT, detail, PartnerError.NONE, null, null, List.of(), Heard.NOTHING);
  }

  static Attempt unanswered(Failure failure, String detail) {
    return new Attempt(
        failure, Sent.MAYBE, detail, PartnerError.NONE, null, null, List.of(), Heard.NOTHING);
  }
}
