package org.partnergateway.contracts.compiled;

/** Addresses without anything in them that needs a second look, such as a percent sign. */
final class SureUris {

  private static final String PATH = "/-._~!$&'()*+,;=:@";
  private static final String QUERY = PATH + "?";

  private SureUris() {}

  /** Such as {@code https://example.com:8443/a/b?c=d#e}. */
  static boolean isUri(String text) {
    int colon = text.indexOf("://");
    if (colon < 1 || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < colon; i++) {
      if (!isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    int at = colon + 3;
    while (at < text.length() && isHost(text.charAt(at))) {
      at++;
    }
    if (at == colon + 3) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == ':') {
      int port = ++at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == port || at - port > 5) {
        return false;
      }
    }
    return at == text.length() || startsRest(text.charAt(at)) && isRest(text, at);
  }

  /** The same, or a path from the root or with nothing in it that looks like a scheme. */
  static boolean isReference(String text) {
    if (text.isEmpty() || text.startsWith("//")) {
      return false;
    }
    boolean relative = startsRest(text.charAt(0)) || text.indexOf(':') < 0;
    return relative ? isRest(text, 0) : isUri(text);
  }

  /** Path, query and fragment. */
  private static boolean isRest(String text, int from) {
    String allowed = PATH;
    boolean fragment = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#' && !fragment) {
        fragment = true;
        allowed = QUERY;
      } else if (c == '?') {
        allowed = QUERY;
      } else if (!isLetterOrDigit(c) && allowed.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsRest(char c) {
    return c == '/' || c == '?' || c == '#';
  }

  private static boolean isHost(char c) {
    return isLetterOrDigit(c) || c == '.' || c == '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return isLetter(c) || isDigit(c);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
