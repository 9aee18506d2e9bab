package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the partner sends, or what its answers are split into.
 *
 * @param name as in {@code <name>.message.jslt}
 * @param webhook null for a message that a poll or a look-up splits out
 */
public record MessageDefinition(String name, @Nullable Webhook webhook) {
  /**
   * A message that the partner posts to us.
   *
   * @param contract name of a file in {@code contracts/partners/<id>/}
   * @param key under {@code webhooks} in that contract
   * @param id where the message's own id stands, the first present wins; empty for none
   */
  public record Webhook(
      String contract, String key, List<JsonPointer> id, SignatureDefinition signature) {
    /** Copies the list. */
    public Webhook {
      id = List.copyOf(id);
    }
  }
}
