package org.partnergateway.routes.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.LookUpDefinition;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.DurableRetry;
import org.partnergateway.routes.outbound.OutboundFailure;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.operations.Operation;

/** The one place that decides whether the store hands out an operation again, and when. */
public final class NextTry {
  private final InstantSource clock;
  private final LongUnaryOperator random;

  /**
   * @param random a number from zero up to and without its argument
   */
  public NextTry(InstantSource clock, LongUnaryOperator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * @param tries pauses made by then, this one among them
   */
  record When(Instant at, int tries) {}

  /** For what certainly was not done; null when it is given up. */
  @Nullable When notDone(
      Operation operation, PartnerOperation partner, OutboundFailure failure, boolean heldBack) {
    DurableRetry retry = partner.definition().policy().durableRetry();
    return heldBack
        ? waiting(retry, failure, operation.queuedAt(), operation.tries())
        : trying(retry, failure, operation.tries());
  }

  /**
   * For what may have been done; null when a person has to look. What can be looked up is looked
   * up, and never repeated. What can't is repeated as it was sent, as long as the partner knows our
   * key, or when its result is named by the request.
   */
  @Nullable When inDoubt(
      Operation operation,
      PartnerOperation partner,
      OutboundFailure failure,
      int tries,
      boolean heldBack) {
    boolean settling = operation.settling() != null;
    LookUpDefinition lookUp =
        settling ? partner.definition().besides().settlesBy() : partner.definition().lookUp();
    if (lookUp != null) {
      return tries < lookUp.after().size()
          ? new When(clock.instant().plus(lookUp.after().get(tries)), tries + 1)
          : null;
    }
    if (settling || failure.kind() == Failure.CONTRACT_VIOLATION || failure.kept()) {
      // Asked again it would say the same.
      return null;
    }
    DurableRetry retry = partner.definition().policy().durableRetry();
    Instant since = operation.doubtSince();
    When when =
        heldBack
            ? waiting(retry, failure, since == null ? clock.instant() : since, tries)
            : trying(retry, failure, tries);
    return when != null && Repeats.harmless(operation, partner, when.at()) ? when : null;
  }

  /**
   * For what the partner is at work on; null when it has been asked often enough, so that its
   * outcome isn't known and a person has to look.
   *
   * @param tries pauses made so far
   */
  @Nullable When settling(PartnerOperation partner, int tries) {
    LookUpDefinition how = partner.definition().besides().settlesBy();
    return how != null && tries < how.after().size()
        ? new When(clock.instant().plus(how.after().get(tries)), tries + 1)
        : null;
  }

  /**
   * Our own limit or breaker let nothing through. That is waited for until it is too long, and
   * where it is known how long, it costs no try.
   */
  private @Nullable When waiting(
      DurableRetry retry, OutboundFailure failure, Instant since, int tries) {
    boolean told = failure.retryAfter() != null;
    int last = retry.after().size() - 1;
    Duration pause = retry.pause(told ? 0 : Math.min(tries, last), failure.retryAfter(), random);
    Instant at = clock.instant().plus(pause == null ? Duration.ZERO : pause);
    return at.isBefore(since.plus(retry.giveUpAfter()))
        ? new When(at, told ? tries : Math.min(tries + 1, last))
        : null;
  }

  private @Nullable When trying(DurableRetry retry, OutboundFailure failure, int tries) {
    Duration pause = retry.pause(tries, failure.retryAfter(), random);
    return pause == null ? null : new When(clock.instant().plus(pause), tries + 1);
  }
}
