package org.partnergateway.contracts.compiled;

/** Formats that a look at each character decides. */
final class SureTexts {

  private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

  private SureTexts() {}

  static boolean isUuid(String text) {
    if (text.length() != UUID_FORM.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits = UUID_FORM.charAt(i) == '-' ? c == '-' : isHexDigit(c);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** RFC 6901's, with {@code ~} only before 0 and 1. */
  static boolean isJsonPointer(String text) {
    if (!text.isEmpty() && text.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape =
          c == '~'
              && i + 1 < text.length()
              && (text.charAt(i + 1) == '0' || text.charAt(i + 1) == '1');
      if (c == '#' || c == '~' && !escape || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }
}
