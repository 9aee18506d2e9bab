package org.partnergateway.adapters.as2;

import org.jspecify.annotations.Nullable;

/** What came, once it is opened and proven to be the partner's. */
public sealed interface As2Incoming {
  /**
   * A file.
   *
   * @param name as the partner calls it; null when it doesn't
   * @param mic for the receipt
   */
  record Payload(@Nullable String name, String mediaType, byte[] content, String mic)
      implements As2Incoming {}

  /** A receipt for a message of ours, with the partner's signature. */
  record SignedReceipt(As2Receipt receipt) implements As2Incoming {}
}
