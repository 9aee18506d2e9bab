package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** Proves that a message comes from the simulated partner. */
interface MessageSigner {
  /** The body with the proof in it, for schemes that put it there. */
  default JsonNode inside(JsonNode body) {
    return body;
  }

  /**
   * The headers that carry the proof.
   *
   * @param body as it travels
   */
  Map<String, String> headers(byte[] body, Instant now);
}
