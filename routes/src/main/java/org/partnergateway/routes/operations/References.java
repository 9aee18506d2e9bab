package org.partnergateway.routes.operations;

import java.util.Locale;

/** Our reference of an operation at its partner, which is also its idempotency key there. */
final class References {
  private References() {}

  /** 26 capital letters and digits, which every partner's reference field can hold. */
  static String of(String operationId) {
    return operationId.substring(operationId.indexOf('_') + 1).toUpperCase(Locale.ROOT);
  }
}
