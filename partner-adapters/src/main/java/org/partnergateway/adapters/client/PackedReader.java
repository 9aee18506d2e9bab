package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that may be packed with gzip, as stored files are: nothing but their first bytes tells
 * it, and what they call themselves is the storage's word.
 */
public final class PackedReader implements AnswerReader {
  /** What was packed is refused when it is larger than this; its last part is never unpacked. */
  static final int LARGEST_BYTES = 64 * 1024 * 1024;

  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;

  private final AnswerReader plain;

  /**
   * @param plain reads what is no success, as the operation's contract says
   */
  public PackedReader(AnswerReader plain) {
    this.plain = plain;
  }

  @Override
  public @Nullable JsonNode read(int status, Map<String, String> headers, byte[] body)
      throws UnreadableAnswerException {
    if (status < 200 || status >= 300) {
      return plain.read(status, headers, body);
    }
    return JSON.read(status, headers, isPacked(body) ? unpacked(body) : body);
  }

  private static boolean isPacked(byte[] body) {
    return body.length > 1 && (body[0] & 0xff) == FIRST && (body[1] & 0xff) == SECOND;
  }

  private static byte[] unpacked(byte[] body) throws UnreadableAnswerException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] unpacked = in.readNBytes(LARGEST_BYTES + 1);
      if (unpacked.length > LARGEST_BYTES) {
        throw new UnreadableAnswerException(
            "is packed, and unpacked larger than %d bytes".formatted(LARGEST_BYTES), null);
      }
      return unpacked;
    } catch (IOException e) {
      throw new UnreadableAnswerException(
          "begins as gzip does and can't be unpacked: " + e.getMessage(), e);
    }
  }
}
