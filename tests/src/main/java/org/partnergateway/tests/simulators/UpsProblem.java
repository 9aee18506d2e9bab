package org.partnergateway.tests.simulators;

import java.io.Serial;

/** A request that UPS refuses: HTTP status, and one error of {@code response.errors}. */
final class UpsProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** HTTP status. */
  final int status;

  /** UPS's own code. */
  final String code;

  UpsProblem(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A request that is wrong in itself. */
  static UpsProblem invalid(String code, String message) {
    return new UpsProblem(400, code, message);
  }

  /** What the message says, never null. */
  String message() {
    return String.valueOf(getMessage());
  }
}
