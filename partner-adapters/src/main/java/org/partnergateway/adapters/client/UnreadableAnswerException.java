package org.partnergateway.adapters.client;

import org.jspecify.annotations.Nullable;

/** A body that cannot be read as its contract says; its message says where, not what it holds. */
public final class UnreadableAnswerException extends Exception {
  /** For people. */
  public UnreadableAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }
}
