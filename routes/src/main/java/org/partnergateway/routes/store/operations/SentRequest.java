package org.partnergateway.routes.store.operations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was handed to a partner, to be repeated byte for byte. Holds no credential.
 *
 * @param target path and query below the partner's base address, encoded
 * @param headers those that the mapping asked for
 * @param mediaType of the body; null for none
 * @param body empty for none; not to be changed
 */
public record SentRequest(
    String method,
    String target,
    Map<String, String> headers,
    @Nullable String mediaType,
    byte[] body) {
  /** Copies the map. */
  public SentRequest {
    headers = Map.copyOf(headers);
  }
}
