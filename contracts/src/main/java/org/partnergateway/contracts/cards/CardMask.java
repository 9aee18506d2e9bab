package org.partnergateway.contracts.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes card data unreadable in what partners send, by the same rules by which {@link CardData}
 * finds it. What they send is masked rather than refused, for what is refused is lost.
 */
public final class CardMask {
  /** Leaves everything as it is, for messages of our own. */
  public static final CardMask NONE = new CardMask(null);

  private final @Nullable Set<String> identifiers;

  /**
   * @param identifiers names of the members whose numbers are no cards'
   */
  public static CardMask sparing(Set<String> identifiers) {
    return new CardMask(Set.copyOf(identifiers));
  }

  private CardMask(@Nullable Set<String> identifiers) {
    this.identifiers = identifiers;
  }

  /**
   * The message with stars for the digits of card data, and 0 for what was a number.
   *
   * @return the same tree when there is none
   */
  public JsonNode apply(JsonNode message) {
    JsonNode masked = identifiers == null ? null : masked(identifiers, "", message);
    return masked == null ? message : masked;
  }

  /** The same for what can't be read as what it should be: every card's number in it. */
  public static byte[] unread(byte[] raw) {
    String text = new String(raw, StandardCharsets.ISO_8859_1);
    String masked = CardNumbers.masked(text);
    return masked.equals(text) ? raw : masked.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Null when there is nothing to mask. */
  private @Nullable JsonNode masked(Set<String> identifiers, String name, JsonNode node) {
    if (node.isObject()) {
      return object(identifiers, (ObjectNode) node);
    }
    if (node.isArray()) {
      return array(identifiers, name, (ArrayNode) node);
    }
    return identifiers.contains(name) ? null : value(node);
  }

  private @Nullable JsonNode object(Set<String> identifiers, ObjectNode node) {
    ObjectNode copy = null;
    for (var member : node.properties()) {
      String name = member.getKey();
      JsonNode masked =
          CardData.isSecurityCode(name) && member.getValue().isValueNode()
              ? stars(member.getValue())
              : masked(identifiers, name, member.getValue());
      if (masked != null) {
        copy = copy == null ? shallow(node) : copy;
        copy.set(name, masked);
      }
    }
    return copy;
  }

  private static ObjectNode shallow(ObjectNode node) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(member -> copy.set(member.getKey(), member.getValue()));
    return copy;
  }

  private @Nullable JsonNode array(Set<String> identifiers, String name, ArrayNode node) {
    ArrayNode copy = null;
    for (int i = 0; i < node.size(); i++) {
      JsonNode masked = masked(identifiers, name, node.get(i));
      if (masked != null) {
        copy = copy == null ? JsonNodeFactory.instance.arrayNode().addAll(node) : copy;
        copy.set(i, masked);
      }
    }
    return copy;
  }

  private static @Nullable JsonNode value(JsonNode node) {
    // No card's number has a fraction; large sums do.
    boolean may = !node.isNumber() || node.isIntegralNumber();
    return may && CardNumbers.isIn(CardData.text(node)) ? stars(node) : null;
  }

  private static JsonNode stars(JsonNode node) {
    return node.isNumber()
        ? JsonNodeFactory.instance.numberNode(0)
        : JsonNodeFactory.instance.textNode(node.asText().replaceAll("\\p{Nd}", "*"));
  }
}
