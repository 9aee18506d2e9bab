package org.partnergateway.adapters.failure;

/** What an operation does at the partner, which decides what may be repeated. */
public enum Effect {
  /** Changes nothing there; may be repeated. */
  READ,
  /** Creates, charges, changes or cancels; never repeated blindly. */
  WRITE
}
