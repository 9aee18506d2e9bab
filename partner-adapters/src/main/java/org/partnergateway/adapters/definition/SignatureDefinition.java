package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.List;

/**
 * How to tell that the partner sent a message.
 *
 * @param header that carries the proof
 * @param secrets names of credentials, any of which will do; all but the first may be optional
 * @param tolerance how far a timestamp may be off, either way
 */
public record SignatureDefinition(
    Scheme scheme, String header, List<String> secrets, Duration tolerance) {
  /** Where the adapter file says nothing. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofSeconds(300);

  /** What the proof is. */
  public enum Scheme {
    /** HMAC-SHA256 over time and body. */
    TIMESTAMPED_HMAC_SHA256,
    /** The secret itself. */
    SHARED_SECRET
  }

  /** Copies the list. */
  public SignatureDefinition {
    secrets = List.copyOf(secrets);
  }
}
