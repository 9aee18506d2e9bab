package org.partnergateway.adapters.definition;

import java.util.Locale;

/** What a partner does for the merchant. */
public enum PartnerKind {
  /** Ships. */
  CARRIER,
  /** Takes payments. */
  PAYMENT,
  /** Sells. */
  MARKETPLACE;

  /** The word in definitions and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
