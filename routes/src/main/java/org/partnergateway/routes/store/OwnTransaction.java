package org.partnergateway.routes.store;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Guards calls that only make sense together with others, in one transaction of the caller's. */
public final class OwnTransaction {
  private OwnTransaction() {}

  /**
   * Passes inside a transaction.
   *
   * @throws IllegalStateException outside of one: a mistake of the program
   */
  public static void require(String what) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(what + " belongs into a transaction of the caller's");
    }
  }
}
