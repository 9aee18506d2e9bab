package org.partnergateway.tests.simulators;

/** What the simulated marketplace says no with: status, code, message. */
final class AmazonRefusal extends RuntimeException {
  private final int status;
  private final String code;

  private AmazonRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static AmazonRefusal invalid(String message) {
    return new AmazonRefusal(400, "InvalidInput", message);
  }

  static AmazonRefusal unauthorized(String message) {
    return new AmazonRefusal(403, "Unauthorized", message);
  }

  static AmazonRefusal notFound(String message) {
    return new AmazonRefusal(404, "NotFound", message);
  }

  static AmazonRefusal quotaExceeded() {
    return new AmazonRefusal(429, "QuotaExceeded", "The quota of this operation is used up.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
