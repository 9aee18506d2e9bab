package org.partnergateway.contracts.xml;

/** What XML 1.0 lets stand in names and in text. */
final class XmlText {
  private XmlText() {}

  /** Whether it is a name without a colon, of the letters that names are made of in practice. */
  static boolean isName(String name) {
    if (name.isEmpty() || !(Character.isLetter(name.charAt(0)) || name.charAt(0) == '_')) {
      return false;
    }
    return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
  }

  /** Index of the first character that no document can hold; -1 when all can stand there. */
  static int firstUnfit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        if (!Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      } else if (Character.isSurrogate(c)
          || c > '\uFFFD'
          || c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        return i;
      }
    }
    return -1;
  }
}
