package org.partnergateway.contracts.edi;

/** What came is no interchange, or ends before its end. Its message says what and where. */
public final class BrokenInterchangeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean begun;

  BrokenInterchangeException(String message, boolean begun) {
    super(message);
    this.begun = begun;
  }

  /** Whether its header could be read, so that there is somebody to answer. */
  public boolean begun() {
    return begun;
  }
}
