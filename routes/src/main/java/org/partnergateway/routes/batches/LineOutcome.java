package org.partnergateway.routes.batches;

import org.jspecify.annotations.Nullable;

/** What became of one line. */
public sealed interface LineOutcome {
  /** Applied. */
  record Done() implements LineOutcome {}

  /**
   * Recorded as an operation, whose end is the line's.
   *
   * @param operationId starts with {@code op_}
   */
  record Pending(String operationId) implements LineOutcome {}

  /**
   * Not applied, and nothing of it done.
   *
   * @param reason for people
   * @param pointer the place in the line; null when it is about all of it
   */
  record Failed(String reason, @Nullable String pointer) implements LineOutcome {}
}
