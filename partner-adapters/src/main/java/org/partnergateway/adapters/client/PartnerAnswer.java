package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.transport.HttpAnswer;

/**
 * What a partner answered. Its tree is read when first asked for, by the call's reader.
 *
 * <p>For one thread at a time, as the call that it answers.
 */
public final class PartnerAnswer {
  private final HttpAnswer answer;
  private final AnswerReader reader;
  private boolean read;
  private @Nullable JsonNode tree;
  private @Nullable UnreadableAnswerException unreadable;

  PartnerAnswer(HttpAnswer answer, AnswerReader reader) {
    this.answer = answer;
    this.reader = reader;
  }

  /** HTTP status. */
  public int status() {
    return answer.status();
  }

  /** By lower-case name; values of a repeated header joined by ", ". */
  public Map<String, String> headers() {
    return answer.headers();
  }

  /** Whether the partner had kept this answer under our key, and gives it again. */
  public boolean isReplay(IdempotencyKey key) {
    String header = key.replayHeader();
    return header != null
        && "true".equalsIgnoreCase(answer.headers().get(header.toLowerCase(Locale.ROOT)));
  }

  /** Raw, decompressed; empty for none. Not to be changed. */
  public byte[] body() {
    return answer.body();
  }

  /**
   * The body as a tree.
   *
   * @return null for an empty body
   * @throws UnreadableAnswerException when it is not what its contract says; the same each time
   */
  public @Nullable JsonNode tree() throws UnreadableAnswerException {
    if (!read) {
      read = true;
      try {
        tree = reader.read(answer.status(), answer.headers(), answer.body());
      } catch (UnreadableAnswerException e) {
        unreadable = e;
      }
    }
    if (unreadable != null) {
      throw unreadable;
    }
    return tree;
  }

  /** The tree, or null when there is none or it cannot be read. */
  @Nullable JsonNode treeIfReadable() {
    try {
      return tree();
    } catch (UnreadableAnswerException e) {
      return null;
    }
  }
}
