package org.partnergateway.routes.admission;

import java.util.Locale;
import org.partnergateway.routes.store.Share;

/** A kind of request. None can use up what another needs. */
public enum Entrance {
  /** What partners push. */
  WEBHOOK(Share.INTAKE, true),
  /** What changes something at a partner. */
  WRITE(Share.WRITES, false),
  /** What is asked of a partner while the caller waits. */
  LOOK_UP(Share.LOOK_UPS, false),
  /** What the gateway knows itself. */
  READ(Share.READS, true),
  /** Files that may be large and slow in coming, so few at a time. */
  UPLOAD(Share.BATCHES, false);

  private final Share share;
  private final boolean all;

  Entrance(Share share, boolean all) {
    this.share = share;
    this.all = all;
  }

  /** Whose store connections it uses. */
  Share share() {
    return share;
  }

  /**
   * Whether all of its time is the gateway's own; else a partner's is in it, and only the wait for
   * a processor tells how busy the gateway is.
   */
  boolean isAllOurs() {
    return all;
  }

  /** As in meters. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
