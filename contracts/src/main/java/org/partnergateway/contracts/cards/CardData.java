package org.partnergateway.contracts.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.partnergateway.contracts.json.JsonPointers;
import org.partnergateway.contracts.schema.Violation;

/**
 * Finds what must not be in a message: card numbers in members that are not declared as
 * identifiers, and members named as security codes are. What it says of them holds nothing of them.
 */
public final class CardData {
  private static final Set<String> SECURITY_CODES =
      Set.of(
          "cvc",
          "cvc2",
          "cvv",
          "cvv2",
          "csc",
          "securitycode",
          "cardcvc",
          "cardcvv",
          "cardcode",
          "cardsecuritycode",
          "cardverificationcode",
          "cardverificationvalue");

  private static final String NUMBER = "holds what looks like a card number; leave it out";
  private static final String CODE = "is a card's security code; leave it out";

  private final Set<String> identifiers;

  /**
   * @param identifiers names of the members whose numbers are no cards'
   */
  public CardData(Set<String> identifiers) {
    this.identifiers = Set.copyOf(identifiers);
  }

  /** Where there is some, at most one place for each; pointers are into the message. */
  public List<Violation> find(JsonNode message) {
    List<Violation> found = new ArrayList<>();
    find("", "", message, found);
    return found;
  }

  /** Whether the text is not to be taken as this parameter or header. */
  public boolean isIn(String name, String value) {
    return isSecurityCode(name)
        || CardNumbers.isIn(name)
        || (!identifiers.contains(name) && CardNumbers.isIn(value));
  }

  private void find(String pointer, String name, JsonNode node, List<Violation> found) {
    if (node.isObject()) {
      for (var member : node.properties()) {
        String key = member.getKey();
        if (CardNumbers.isIn(key)) {
          // Not the name: it is the number.
          found.add(new Violation(pointer, "card", "has a member whose name " + NUMBER));
        } else if (isSecurityCode(key) && !member.getValue().isNull()) {
          found.add(new Violation(JsonPointers.append(pointer, key), "card", CODE));
        } else {
          find(JsonPointers.append(pointer, key), key, member.getValue(), found);
        }
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        find(pointer + "/" + i, name, node.get(i), found);
      }
    } else if (!identifiers.contains(name) && CardNumbers.isIn(text(node))) {
      found.add(new Violation(pointer, "card", NUMBER));
    }
  }

  static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  static boolean isSecurityCode(String name) {
    StringBuilder plain = new StringBuilder();
    name.chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
    return SECURITY_CODES.contains(plain.toString().toLowerCase(Locale.ROOT));
  }
}
