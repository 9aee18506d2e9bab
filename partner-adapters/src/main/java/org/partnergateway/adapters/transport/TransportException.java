package org.partnergateway.adapters.transport;

import org.jspecify.annotations.Nullable;

/** A request that got no complete answer. Its message is for people and names no secret. */
public class TransportException extends Exception {
  /** Why there is no answer. */
  public enum Reason {
    /** We refuse to send it: a host that is not allowed, a malformed target or header. */
    NOT_ALLOWED,
    /** No connection: refused, unknown host, TLS failed, no free connection in time. */
    NOT_CONNECTED,
    /** The connection ended before the answer did. */
    CUT,
    /** The time was up. */
    TIMED_OUT,
    /** The answer is larger than allowed. */
    TOO_LARGE,
    /** The calling thread was interrupted. */
    INTERRUPTED
  }

  private final boolean maybeSent;
  private final Reason reason;

  /** Without a stack trace: these are answers of a network, not of a bug. */
  public TransportException(
      boolean maybeSent, Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.maybeSent = maybeSent;
    this.reason = reason;
  }

  /** False only when it is certain that the partner saw nothing of the request. */
  public boolean maybeSent() {
    return maybeSent;
  }

  /** Why there is no answer. */
  public Reason reason() {
    return reason;
  }
}
