package org.partnergateway.routes.store.postgres;

import org.jspecify.annotations.Nullable;

/** The store cannot be had; the message says why and what to do about it. */
public final class StoreUnavailable extends RuntimeException {
  public StoreUnavailable(String message) {
    this(message, null);
  }

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
