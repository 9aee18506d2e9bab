package org.partnergateway.routes.batches;

import org.jspecify.annotations.Nullable;

/** A row that can't be understood. Its message is the line's reason, for people. */
public final class RowRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String pointer;

  /**
   * @param pointer the place in the row; null when it is about all of it
   */
  public RowRefusedException(String reason, @Nullable String pointer) {
    super(reason, null, false, false);
    this.pointer = pointer;
  }

  public @Nullable String pointer() {
    return pointer;
  }
}
