package org.partnergateway.adapters.failure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can go wrong with a call to a partner: a closed set, each with one reaction.
 *
 * <p>Whether a write may be repeated also depends on whether it was sent and whether the partner
 * honours an idempotency key; see {@code RetryPolicy}.
 */
public enum Failure {
  /** The partner refuses what we sent, or we refuse to send it: ours to mend, never repeated. */
  INVALID_REQUEST(Repeat.NEVER, Health.UNSAID),
  /** A business answer, not a fault: passed on to the caller, never repeated. */
  DECLINED(Repeat.NEVER, Health.GOOD),
  /** Our credential is refused: the token is refreshed once, then a person must look. */
  UNAUTHORIZED(Repeat.NEVER, Health.UNSAID),
  /** Not done because of a limit, theirs or ours: wait as told, then repeat. */
  RATE_LIMITED(Repeat.ALWAYS, Health.UNSAID),
  /** Nobody there, or broken there: reads are repeated, writes when certainly not sent. */
  UNAVAILABLE(Repeat.WHEN_HARMLESS, Health.BAD),
  /** A write was sent and its result is not known: repeated only under the partner's own key. */
  OUTCOME_UNKNOWN(Repeat.WHEN_HARMLESS, Health.BAD),
  /** The partner broke its own contract: kept for inspection, never repeated. */
  CONTRACT_VIOLATION(Repeat.NEVER, Health.UNSAID);

  /** When a call that failed so may be repeated. */
  public enum Repeat {
    /** Repeating gives the same answer. */
    NEVER,
    /** Only where a second arrival does no harm. */
    WHEN_HARMLESS,
    /** The partner said that nothing was done. */
    ALWAYS
  }

  /** What a call that ended so tells the circuit breaker about the partner. */
  public enum Health {
    /** It works. */
    GOOD,
    /** It is broken. */
    BAD,
    /** Nothing; the call does not count. */
    UNSAID
  }

  private final String word = name().toLowerCase(Locale.ROOT);
  private final Repeat repeat;
  private final Health health;

  Failure(Repeat repeat, Health health) {
    this.repeat = repeat;
    this.health = health;
  }

  /** The word in definitions, metrics and answers, such as {@code rate_limited}. */
  public String word() {
    return word;
  }

  /** When it may be repeated. */
  public Repeat repeat() {
    return repeat;
  }

  /** What it says about the partner's health. */
  public Health health() {
    return health;
  }

  /** The failure of that word. */
  public static Optional<Failure> ofWord(String word) {
    return Arrays.stream(values()).filter(failure -> failure.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
