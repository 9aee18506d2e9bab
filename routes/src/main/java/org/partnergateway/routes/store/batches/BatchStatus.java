package org.partnergateway.routes.store.batches;

import java.util.Locale;
import java.util.Set;

/** How far a batch has come. */
public enum BatchStatus {
  /** Its content is still coming. */
  RECEIVING,
  QUEUED,
  RUNNING,
  PAUSED,
  COMPLETED,
  COMPLETED_WITH_ERRORS,
  /** It could not be read on; its reason says why. */
  FAILED,
  CANCELED;

  private static final Set<BatchStatus> ENDED =
      Set.of(COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELED);

  public boolean isEnded() {
    return ENDED.contains(this);
  }

  /** As in columns and documents. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static BatchStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
