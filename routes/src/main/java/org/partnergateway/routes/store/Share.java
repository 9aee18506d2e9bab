package org.partnergateway.routes.store;

/**
 * Who may use how much of the store's connections: each kind of work has connections of its own, so
 * that none can take them all, however many of it there are and however long each lasts.
 *
 * <p>A thread works for one share at a time, by default for {@link #BACKGROUND}.
 */
public enum Share {
  /** The inbox's flushers: one each, so that nothing that partners send waits for others. */
  INTAKE(4),
  /** Operations: from their acceptance to their outcome. */
  WRITES(6),
  /** Lists and documents of the canonical API. */
  READS(4),
  /** What look-ups need to know before a partner is asked. */
  LOOK_UPS(2),
  /** Uploads, and the workers of batches. */
  BATCHES(3),
  /** The inbox's worker, polls, recovery, health. */
  BACKGROUND(4);

  private static final ThreadLocal<Share> CURRENT = ThreadLocal.withInitial(() -> BACKGROUND);
  private static final int ALL = 23;

  private final int weight;

  Share(int weight) {
    this.weight = weight;
  }

  /** What the current thread works for. */
  public static Share current() {
    return CURRENT.get();
  }

  /** From now on the current thread works for this. */
  public void use() {
    CURRENT.set(this);
  }

  /** How many of so many connections are its own; at least one. */
  int of(int connections) {
    return Math.max(1, Math.round((float) connections * weight / ALL));
  }
}
