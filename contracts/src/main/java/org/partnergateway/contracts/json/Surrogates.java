package org.partnergateway.contracts.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Finds halves of surrogate pairs, which escapes can smuggle into a text and which no UTF-8 can
 * carry out again.
 */
final class Surrogates {

  private static final int REPLACEMENT = 0xfffd;

  private Surrogates() {}

  static void refuseLone(JsonNode tree) {
    refuseLone(tree, "");
  }

  /** The text as it can be shown: what is said of a bad document may repeat a name of it. */
  static String replaceLone(String text) {
    if (!hasLone(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static void refuseLone(JsonNode node, String pointer) {
    if (node.isTextual() && hasLone(node.textValue())) {
      throw refusal(pointer);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (hasLone(member.getKey())) {
        throw refusal(pointer);
      }
      refuseLone(member.getValue(), JsonPointers.append(pointer, member.getKey()));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseLone(node.get(i), JsonPointers.append(pointer, i));
      }
    }
  }

  private static MalformedMessageException refusal(String pointer) {
    return new MalformedMessageException(
        "half of a surrogate pair, which is no character", 0, 0, replaceLone(pointer));
  }

  private static boolean hasLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
