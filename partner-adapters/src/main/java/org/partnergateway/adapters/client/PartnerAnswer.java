package org.partnergateway.adapters.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.json.StrictJson;

/**
 * What a partner answered. Its tree is read when first asked for, by the call's reader.
 *
 * <p>For one thread at a time, as the call that it answers.
 */
public final class PartnerAnswer {
  private final HttpAnswer answer;
  private final AnswerReader reader;
  private final CardMask cards;
  private boolean read;
  private boolean cardsMasked;
  private @Nullable JsonNode tree;
  private @Nullable UnreadableAnswerException unreadable;

  PartnerAnswer(HttpAnswer answer, AnswerReader reader, CardMask cards) {
    this.answer = answer;
    this.reader = reader;
    this.cards = cards;
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

  /**
   * What may be kept of the body, decompressed: its bytes, unless there is card data in them. Empty
   * for none; not to be changed.
   */
  public byte[] body() {
    try {
      JsonNode masked = tree();
      return masked == null || !cardsMasked ? answer.body() : StrictJson.write(masked);
    } catch (UnreadableAnswerException e) {
      return CardMask.unread(answer.body());
    }
  }

  /**
   * The body as a tree, card data in it made unreadable.
   *
   * @return null for an empty body
   * @throws UnreadableAnswerException when it is not what its contract says; the same each time
   */
  public @Nullable JsonNode tree() throws UnreadableAnswerException {
    if (!read) {
      read = true;
      try {
        JsonNode told = reader.read(answer.status(), answer.headers(), answer.body());
        tree = told == null ? null : cards.apply(told);
        cardsMasked = tree != told;
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
