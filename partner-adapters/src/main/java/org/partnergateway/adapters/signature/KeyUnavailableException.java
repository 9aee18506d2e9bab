package org.partnergateway.adapters.signature;

/** A key cannot be had now, so that nothing can be said about a signature. */
public final class KeyUnavailableException extends Exception {
  /** For people; names no secret. */
  public KeyUnavailableException(String message) {
    super(message, null, false, false);
  }
}
