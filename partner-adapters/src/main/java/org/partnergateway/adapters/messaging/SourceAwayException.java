package org.partnergateway.adapters.messaging;

import org.jspecify.annotations.Nullable;

/** A queue or stream that can't be reached, or doesn't let us in. */
public final class SourceAwayException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For people. */
  public SourceAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
