package org.partnergateway.adapters.as2;

/** A message that can't be taken. Its message is for people. */
public final class As2RefusedException extends Exception {
  /** RFC 4130's words for why. */
  public enum Reason {
    /** Nobody's key of ours opens it. */
    DECRYPTION_FAILED("error: decryption-failed"),
    /** The signature is not one of the partner's. */
    AUTHENTICATION_FAILED("error: authentication-failed"),
    /** It can't be unpacked. */
    DECOMPRESSION_FAILED("error: decompression-failed"),
    /** It is not signed, not encrypted, or weakly. */
    INSUFFICIENT_SECURITY("error: insufficient-message-security"),
    /** It is no MIME, or not of a shape that AS2 has. */
    UNEXPECTED("error: unexpected-processing-error");

    private final String modifier;

    Reason(String modifier) {
      this.modifier = modifier;
    }

    /** What follows {@code processed/} in a disposition. */
    public String modifier() {
      return modifier;
    }
  }

  private final Reason reason;

  /** Without a stack trace: it is the sender's doing. */
  public As2RefusedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Its message. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
