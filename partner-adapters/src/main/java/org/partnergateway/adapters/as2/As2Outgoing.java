package org.partnergateway.adapters.as2;

import java.util.List;
import java.util.Map;

/**
 * A message or receipt, ready for HTTP.
 *
 * @param headers as they are written
 * @param mics what the receipt may say of its content: the digest of what is signed, as RFC 5402
 *     has it, or of what is packed in it, as OpenAS2 and its children have it; none for a receipt
 */
public record As2Outgoing(Map<String, String> headers, byte[] body, List<String> mics) {
  /** Copies the list. */
  public As2Outgoing {
    mics = List.copyOf(mics);
  }
}
