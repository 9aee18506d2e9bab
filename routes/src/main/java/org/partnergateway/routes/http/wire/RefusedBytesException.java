package org.partnergateway.routes.http.wire;

/** Bytes that are no request of ours. The message is for the client; it repeats none of them. */
public final class RefusedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with them. */
  public enum Fault {
    MALFORMED,
    TOO_SLOW
  }

  private final Fault fault;

  RefusedBytesException(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  static RefusedBytesException malformed(String message) {
    return new RefusedBytesException(Fault.MALFORMED, message);
  }

  static RefusedBytesException tooSlow(String message) {
    return new RefusedBytesException(Fault.TOO_SLOW, message);
  }

  public Fault fault() {
    return fault;
  }
}
