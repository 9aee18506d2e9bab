package org.partnergateway.adapters.policy;

/** A call that was not let through; the partner saw nothing of it. */
public final class RefusedException extends Exception {
  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
