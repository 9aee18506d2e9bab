package org.partnergateway.routes.operations;

/** Somebody else has taken the operation over; whatever this one found out is not written. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(String operationId) {
    super("operation %s was taken over".formatted(operationId));
  }
}
