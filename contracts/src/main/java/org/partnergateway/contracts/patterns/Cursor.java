package org.partnergateway.contracts.patterns;

/** A place in a pattern. Where a pattern ends too early, it is not plain. */
final class Cursor {

  private final String text;
  private final int end;
  private int at;

  Cursor(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  boolean more() {
    return at < end;
  }

  char peek() {
    return peek(0);
  }

  /** The character so many places on. */
  char peek(int places) {
    if (at + places >= end) {
      throw new NotPlain();
    }
    return text.charAt(at + places);
  }

  char next() {
    char c = peek();
    at++;
    return c;
  }

  /** Whether the next character is this one, which is then read. */
  boolean skip(char c) {
    boolean there = more() && peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  /** All up to this character, which is read too. */
  String upTo(char c) {
    int start = at;
    while (next() != c) {}
    return text.substring(start, at - 1);
  }
}
