package org.partnergateway.adapters.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads as much of a structured field (RFC 9651) as the {@code RateLimit} fields need: a list of
 * names, each a string or a token, with parameters that are whole numbers, strings or tokens.
 */
final class ItemList {
  private static final int LONGEST = 2_000;
  private static final int MOST_DIGITS = 15;

  private final String text;
  private int at;

  private ItemList(String text) {
    this.text = text;
  }

  /**
   * One item of the list.
   *
   * @param numbers its parameters that are whole numbers
   * @param words its parameters that are strings or tokens
   */
  record Item(String name, Map<String, Long> numbers, Map<String, String> words) {}

  /** The items; null when the field is malformed, for then none of it is to be used. */
  static @Nullable List<Item> read(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      return new ItemList(text.strip()).items();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    do {
      blanks();
      items.add(item());
      blanks();
    } while (skip(','));
    if (at < text.length()) {
      throw new IllegalArgumentException();
    }
    return items;
  }

  private Item item() {
    String name = word();
    Map<String, Long> numbers = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    while (skip(';')) {
      blanks();
      String key = token();
      // A key without a value is the word true.
      if (!skip('=')) {
        words.put(key, "?1");
      } else if (Character.isDigit(peek()) || peek() == '-') {
        numbers.put(key, number());
      } else if (peek() == ':') {
        words.put(key, bytes());
      } else {
        words.put(key, word());
      }
    }
    return new Item(name, numbers, words);
  }

  private String word() {
    return peek() == '"' ? string() : token();
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      char next = peek();
      if (next < ' ' || next > '~') {
        throw new IllegalArgumentException();
      }
      string.append(next);
      at++;
    }
    at++;
    return string.toString();
  }

  private String token() {
    int from = at;
    while (at < text.length() && isOfToken(text.charAt(at))) {
      at++;
    }
    if (at == from || Character.isDigit(text.charAt(from))) {
      throw new IllegalArgumentException();
    }
    return text.substring(from, at);
  }

  private static boolean isOfToken(char c) {
    return c < 128 && Character.isLetterOrDigit(c) || "_-.*:/".indexOf(c) >= 0;
  }

  private String bytes() {
    int end = text.indexOf(':', at + 1);
    if (end < 0) {
      throw new IllegalArgumentException();
    }
    String bytes = text.substring(at, end + 1);
    at = end + 1;
    return bytes;
  }

  private long number() {
    int from = at;
    at += peek() == '-' ? 1 : 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at - from > MOST_DIGITS || at < text.length() && text.charAt(at) == '.') {
      throw new IllegalArgumentException();
    }
    return Long.parseLong(text.substring(from, at));
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean skip(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new IllegalArgumentException();
    }
    return text.charAt(at);
  }
}
