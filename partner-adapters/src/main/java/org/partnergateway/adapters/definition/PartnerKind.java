package org.partnergateway.adapters.definition;

/** What a partner does for the merchant. */
public enum PartnerKind {
  /** Ships. */
  CARRIER,
  /** Takes payments. */
  PAYMENT,
  /** Sells. */
  MARKETPLACE
}
