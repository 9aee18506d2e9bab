package org.partnergateway.adapters.signature;

import java.time.Instant;
import java.util.Map;

/** Tells whether an inbound message comes from the partner. Any thread may ask. */
public interface SignatureVerifier {
  /**
   * Looks at the message as it came.
   *
   * @param headers by lower-case name
   * @param body raw bytes, before anything has read them
   */
  SignatureCheck verify(Map<String, String> headers, byte[] body, Instant now);
}
