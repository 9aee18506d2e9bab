package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the partner sends, or what its answers are split into.
 *
 * @param name as in {@code <name>.message.jslt}
 * @param webhook null for a message that isn't posted to us
 * @param transaction null for a message that doesn't come in interchanges
 * @param read null for a message that isn't read from a queue or a stream; with neither, a poll or
 *     a look-up splits it out
 */
public record MessageDefinition(
    String name,
    @Nullable Webhook webhook,
    EdiDefinition.@Nullable Transaction transaction,
    @Nullable Read read) {
  /** One that is posted to us, or split out. */
  public MessageDefinition(String name, @Nullable Webhook webhook) {
    this(name, webhook, null, null);
  }

  /**
   * A message that is read from a queue or a stream.
   *
   * @param contract name of an AsyncAPI file in {@code contracts/partners/<id>/}
   * @param key the message's name in that contract
   * @param from the queue or stream
   * @param when texts that tell it from others of the same source, by where they stand
   * @param id where the message's own id stands, the first present wins; empty for none
   * @param asks what fetches the news that it only tells of; null when it tells all
   */
  public record Read(
      String contract,
      String key,
      String from,
      Map<JsonPointer, String> when,
      List<JsonPointer> id,
      @Nullable Asks asks) {
    /** Copies the collections. */
    public Read {
      when = Map.copyOf(when);
      id = List.copyOf(id);
    }
  }

  /**
   * How news is fetched that a message only tells of.
   *
   * @param operation of the partner
   * @param message what its answers are split into
   */
  public record Asks(String operation, String message) {}

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
