package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it is told that the partner asks, and what is the same for all of its questions.
 *
 * @param tokens names of credentials, any of which will do; all but the first may be optional
 * @param keyHeader carries the key of what changes something; null when the partner has none
 * @param replayHeader marks an answer that was given before; null for none
 * @param requestIdHeader is echoed; null for none
 * @param timestampHeader tells when the request was made; null for none
 * @param tolerance how far that may be off, either way
 */
public record CallersDefinition(
    List<String> tokens,
    @Nullable String keyHeader,
    @Nullable String replayHeader,
    @Nullable String requestIdHeader,
    @Nullable String timestampHeader,
    Duration tolerance) {
  /** Copies the list. */
  public CallersDefinition {
    tokens = List.copyOf(tokens);
  }
}
