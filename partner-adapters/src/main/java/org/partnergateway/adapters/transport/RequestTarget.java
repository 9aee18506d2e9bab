package org.partnergateway.adapters.transport;

import java.util.Locale;

/** Checks the path and query of a request, parts of which come from messages. */
public final class RequestTarget {
  private RequestTarget() {}

  /**
   * The target as it is.
   *
   * @throws IllegalArgumentException when it could end the request line, or leads out of its path
   */
  public static String checked(String target) {
    boolean clean = !target.isEmpty() && target.charAt(0) == '/';
    boolean dots = false;
    for (int i = 0; clean && i < target.length(); i++) {
      char c = target.charAt(i);
      clean = c > ' ' && c < 0x7f && c != '#';
      dots |= c == '.' || c == '%';
    }
    if (!clean) {
      throw new IllegalArgumentException(
          "The request's path must start with a slash and hold only visible ASCII, without #");
    }
    if (dots && hasDotSegment(target)) {
      throw new IllegalArgumentException(
          "The request's path holds a segment . or .., which leads elsewhere");
    }
    return target;
  }

  /** Far ends take such a segment away together with the one before, escaped or not. */
  private static boolean hasDotSegment(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    for (String segment : path.toLowerCase(Locale.ROOT).split("/", -1)) {
      String plain = segment.replace("%2e", ".");
      if (plain.equals(".") || plain.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
