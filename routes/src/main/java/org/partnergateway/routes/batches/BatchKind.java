package org.partnergateway.routes.batches;

import java.util.List;

/** What becomes of the lines of one kind of batch. Every bean of this type is a kind. */
public interface BatchKind {
  /** As in {@code POST /v1/batches?kind=…}, such as {@code inventory-levels}. */
  String name();

  /**
   * The schema in {@code contracts/canonical/schemas} that a line satisfies before it comes here,
   * such as {@code refund_payment.yaml}.
   */
  String lineSchema();

  /** How many lines are applied in one transaction at most. */
  default int linesAtOnce() {
    return 2000;
  }

  /**
   * Applies lines in the order of the file, in the caller's transaction, which also moves the
   * checkpoint: a line is applied once. What it can't apply it says; it throws only what spoils the
   * transaction, and then nothing of these lines is done.
   *
   * @return as many as lines, in their order
   */
  List<LineOutcome> apply(BatchSource source, List<BatchLine> lines);
}
