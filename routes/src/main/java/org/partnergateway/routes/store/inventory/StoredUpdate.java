package org.partnergateway.routes.store.inventory;

import java.time.Instant;
import java.util.Map;
import org.partnergateway.routes.store.Fingerprint;

/**
 * Figures that came in one request.
 *
 * @param counts how many there are of each outcome; what has none is left out
 */
public record StoredUpdate(
    String id, Fingerprint fingerprint, Instant createdAt, Map<String, Integer> counts) {
  public StoredUpdate {
    counts = Map.copyOf(counts);
  }
}
