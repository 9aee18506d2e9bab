package org.partnergateway.adapters.sftp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;

/** A directory that can't be reached or doesn't let us. Its message is for people. */
public final class SftpFailedException extends IOException {
  private final transient Failure failure;

  SftpFailedException(Failure failure, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** What kind of failure it is. */
  public Failure failure() {
    return failure;
  }

  /** Its message. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
