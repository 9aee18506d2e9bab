package org.partnergateway.adapters.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The key that a partner honours: the same request under the same key takes effect once.
 *
 * @param header carries the key
 * @param validFor how long the partner remembers it; nothing is repeated after that
 * @param replayHeader marks an answer that the partner has given before, so that asking once more
 *     brings the same again; null when the partner doesn't mark them
 */
public record IdempotencyKey(String header, Duration validFor, @Nullable String replayHeader) {
  /** Where the adapter file says nothing. */
  public static final Duration DEFAULT_VALID_FOR = Duration.ofHours(24);
}
