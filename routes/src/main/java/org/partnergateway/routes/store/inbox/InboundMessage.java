package org.partnergateway.routes.store.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;

/**
 * What a partner sent, as it came.
 *
 * @param kind which of the partner's messages it is, such as {@code webhook}
 * @param messageId the partner's id of it, at most 512 characters, unique for partner and kind
 * @param headers the headers worth keeping, names in lower case
 * @param body the raw bytes; not to be changed any more
 * @param receivedAt when, kept to the microsecond
 */
public record InboundMessage(
    String partner,
    String kind,
    String messageId,
    JsonNode headers,
    byte[] body,
    Fingerprint fingerprint,
    Instant receivedAt) {
  /** The longest message id in characters. */
  public static final int LONGEST_ID = 512;

  public InboundMessage {
    if (messageId.isEmpty() || messageId.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "a message id has 1 to %d characters, not %d".formatted(LONGEST_ID, messageId.length()));
    }
    receivedAt = Columns.toMicros(receivedAt);
  }

  public InboundMessage(
      String partner,
      String kind,
      String messageId,
      JsonNode headers,
      byte[] body,
      Instant receivedAt) {
    this(partner, kind, messageId, headers, body, Fingerprint.of(body), receivedAt);
  }

  Key key() {
    return new Key(partner, kind, messageId);
  }

  /** What makes a message one and the same. */
  record Key(String partner, String kind, String messageId) {}
}
