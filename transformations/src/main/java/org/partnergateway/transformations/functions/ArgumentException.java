package org.partnergateway.transformations.functions;

/** A value that a function doesn't accept. The message shows at most the start of that value. */
final class ArgumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ArgumentException(String message) {
    super(message, null, false, false);
  }
}
