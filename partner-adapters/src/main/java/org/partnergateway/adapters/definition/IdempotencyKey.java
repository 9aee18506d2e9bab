package org.partnergateway.adapters.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key that a partner honours: the same request under the same key takes effect once.
 *
 * @param header carries the key
 * @param validFor how long the partner remembers it; nothing is repeated after that
 * @param replayHeader marks an answer that the partner has given before, so that asking once more
 *     brings the same again; null when the partner doesn't mark them
 * @param form of the key
 */
public record IdempotencyKey(
    String header, Duration validFor, @Nullable String replayHeader, Form form) {
  /** Where the adapter file says nothing. */
  public static final Duration DEFAULT_VALID_FOR = Duration.ofHours(24);

  /** What partners want keys to look like. */
  public enum Form {
    /** Our reference itself. */
    REFERENCE,
    /** A UUID made of our reference. */
    UUID
  }

  /** A key that is our reference. */
  public IdempotencyKey(String header, Duration validFor, @Nullable String replayHeader) {
    this(header, validFor, replayHeader, Form.REFERENCE);
  }

  /** What the header holds: the same for the same reference, always. */
  public String written(String reference) {
    return form == Form.UUID ? uuid(reference).toString() : reference;
  }

  /** Of the look of a random one (version 4), since partners may take no other. */
  private static UUID uuid(String reference) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(reference));
    long most = hash.getLong() & ~0xf000L | 0x4000L;
    long least = hash.getLong() & ~(3L << 62) | 1L << 63;
    return new UUID(most, least);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
