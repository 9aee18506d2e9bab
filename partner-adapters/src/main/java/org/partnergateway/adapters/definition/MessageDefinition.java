package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the partner sends, or what its answers are split into.
 *
 * @param name as in {@code <name>.message.jslt}
 * @param webhook null for a message that isn't posted to us
 * @param transaction null for a message that doesn't come in interchanges
 */
public record MessageDefinition(
    String name, @Nullable Webhook webhook, EdiDefinition.@Nullable Transaction transaction) {
  /**
   * A message that the partner posts to us.
   *
   * @param contract name of a file in {@code contracts/partners/<id>/}
   * @param key under {@code webhooks} in that contract
   * @param id where the message's own id stands, the first present wins; empty for none
   * @param acknowledgement what it is answered once it is stored
   * @param handshake how the partner makes sure that the address is ours; null when it doesn't
   */
  public record Webhook(
      String contract,
      String key,
      List<JsonPointer> id,
      SignatureDefinition signature,
      Acknowledgement acknowledgement,
      @Nullable Handshake handshake) {
    /** Copies the list. */
    public Webhook {
      id = List.copyOf(id);
    }
  }

  /**
   * What a stored message is answered.
   *
   * @param mediaType null for no body
   * @param body empty for none
   */
  public record Acknowledgement(int status, @Nullable String mediaType, String body) {
    /** Where the adapter file says nothing. */
    public static final Acknowledgement PLAIN = new Acknowledgement(200, null, "");
  }

  /**
   * A GET at the message's address with a challenge, answered by a JSON object that only we can
   * make.
   *
   * @param member of the answer
   * @param sha256 what its value is the hex SHA-256 of, put together; the challenge is the one
   *     query parameter among them
   */
  public record Handshake(String member, List<TextSource> sha256) {
    /** Copies the list. */
    public Handshake {
      sha256 = List.copyOf(sha256);
    }

    /** The query parameter that has the challenge. */
    public String challenge() {
      return sha256.stream()
          .filter(TextSource.Query.class::isInstance)
          .map(source -> ((TextSource.Query) source).name())
          .findFirst()
          .orElseThrow();
    }
  }
}
