package org.partnergateway.tests.simulators.data;

/** The simulator itself is wrong: its files, not the request. Becomes a 500 that says why. */
final class SimulatorBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimulatorBroken(String message) {
    super(message);
  }

  SimulatorBroken(String message, Throwable cause) {
    super(message, cause);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
