package org.partnergateway.routes.files;

import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.policy.RefusedException;
import org.partnergateway.routes.store.files.StoredFile;

/** Carries files to one partner by one channel. */
interface FileCarrier {
  /**
   * Carries a file, which may have been carried before without our knowing.
   *
   * @throws RefusedException when a limit or breaker of ours stands in the way
   * @throws NotCarriedException when it was tried and is to be tried again
   */
  Carriage carry(StoredFile file)
      throws RefusedException, NotCarriedException, InterruptedException;

  /** What came of it. */
  enum Carriage {
    /** The partner has it. */
    DONE,
    /** It was sent, and the partner says later whether it has it. */
    AWAITED
  }

  /** A try that failed. Its message is for people. */
  final class NotCarriedException extends Exception {
    private final transient Failure failure;
    private final boolean forGood;

    /**
     * @param forGood whether another try would end the same
     */
    NotCarriedException(Failure failure, boolean forGood, String message) {
      super(message, null, false, false);
      this.failure = failure;
      this.forGood = forGood;
    }

    Failure failure() {
      return failure;
    }

    boolean forGood() {
      return forGood;
    }

    String detail() {
      return String.valueOf(getMessage());
    }
  }
}
