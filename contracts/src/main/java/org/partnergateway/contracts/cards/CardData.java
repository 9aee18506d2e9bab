package org.partnergateway.contracts.cards;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  private static final int LONGEST_CODE =
      SECURITY_CODES.stream().mapToInt(String::length).max().orElseThrow();

  /** Their first two letters, by which nearly all names are told from a code's at once. */
  private static final String BEGINNINGS =
      SECURITY_CODES.stream().map(code -> code.substring(0, 2)).distinct().collect(joining());

  private static final String NUMBER = "holds what looks like a card number; leave it out";
  private static final String CODE = "is a card's security code; leave it out";

  private static final int MOST_NAMES = 2000;

  private final Set<String> identifiers;

  /** Messages have few names, and each of them often; but anybody may send others. */
  private final Map<String, Name> names = new ConcurrentHashMap<>();

  /**
   * @param identifiers names of the members whose numbers are no cards'
   */
  public CardData(Set<String> identifiers) {
    this.identifiers = Set.copyOf(identifiers);
  }

  /** Where there is some, at most one place for each; pointers are into the message. */
  public List<Violation> find(JsonNode message) {
    if (isClean(Name.NONE, message)) {
      return List.of();
    }
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

  /** The same without places, which most messages don't need. */
  private boolean isClean(Name name, JsonNode node) {
    if (node.isObject()) {
      for (var member : node.properties()) {
        Name key = name(member.getKey());
        if (key.suspicious || !isClean(key, member.getValue())) {
          return false;
        }
      }
      return true;
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (!isClean(name, item)) {
          return false;
        }
      }
      return true;
    }
    return name.identifier || !CardNumbers.isIn(text(node));
  }

  /**
   * What a member's name tells.
   *
   * @param suspicious it is a security code's, or holds a number itself
   */
  private record Name(boolean identifier, boolean suspicious) {
    private static final Name NONE = new Name(false, false);
  }

  private Name name(String name) {
    Name known = names.get(name);
    if (known != null) {
      return known;
    }
    Name told =
        new Name(identifiers.contains(name), isSecurityCode(name) || CardNumbers.isIn(name));
    if (names.size() < MOST_NAMES) {
      names.put(name, told);
    }
    return told;
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

  /** However it is written: letters and digits count, large or small. Every name is asked about. */
  static boolean isSecurityCode(String name) {
    char[] plain = new char[LONGEST_CODE];
    int length = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      if (!Character.isLetterOrDigit(c)) {
        continue;
      }
      if (length == LONGEST_CODE || (length == 1 && !begins(plain[0], c))) {
        return false;
      }
      plain[length++] = c;
    }
    return SECURITY_CODES.contains(new String(plain, 0, length));
  }

  private static boolean begins(char first, char second) {
    for (int i = 0; i < BEGINNINGS.length(); i += 2) {
      if (BEGINNINGS.charAt(i) == first && BEGINNINGS.charAt(i + 1) == second) {
        return true;
      }
    }
    return false;
  }
}
