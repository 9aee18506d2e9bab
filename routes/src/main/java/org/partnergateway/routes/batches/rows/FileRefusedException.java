package org.partnergateway.routes.batches.rows;

/** A file that is not what it says. Its message says why and what to do, for people. */
public final class FileRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a file is refused. */
  public enum Reason {
    CONTENT,
    TOO_LARGE
  }

  private final Reason reason;

  public FileRefusedException(String message) {
    this(Reason.CONTENT, message);
  }

  public FileRefusedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
