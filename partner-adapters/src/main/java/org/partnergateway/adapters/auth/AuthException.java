package org.partnergateway.adapters.auth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;

/** No credential could be had, so the partner was not asked. Its message names no secret. */
public final class AuthException extends Exception {
  private final Failure failure;
  private final String detail;
  private final transient @Nullable Duration retryAfter;

  AuthException(Failure failure, String detail, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.failure = failure;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** What it means for the call. */
  public Failure failure() {
    return failure;
  }

  /** For people; the message. */
  public String detail() {
    return detail;
  }

  /** When it makes sense to ask again. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
