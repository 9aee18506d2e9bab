package org.partnergateway.adapters.signature;

/** What a look at a signature found. */
public sealed interface SignatureCheck {
  /** It is the partner's. */
  SignatureCheck VERIFIED = new Verified();

  /** It is the partner's. */
  record Verified() implements SignatureCheck {}

  /**
   * It is not, or cannot be, the partner's.
   *
   * @param reason for people; names no secret and nothing of the body
   */
  record Refused(String reason) implements SignatureCheck {}

  /**
   * What it would be judged by cannot be had now, so that it must not be taken, and may come again.
   *
   * @param reason for people; names no secret and nothing of the body
   */
  record Undecided(String reason) implements SignatureCheck {}

  /** Whether it is the partner's. */
  default boolean verified() {
    return this instanceof Verified;
  }
}
