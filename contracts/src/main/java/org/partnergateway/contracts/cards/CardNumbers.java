package org.partnergateway.contracts.cards;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds card numbers in texts: 13 to 19 digits of any script that pass Luhn's check, alone or in
 * groups with spaces and dashes between them, wherever in the text. A number in ten that is
 * something else passes too, so what holds identifiers is not to be asked about.
 */
public final class CardNumbers {
  private static final int FEWEST = 13;
  private static final int MOST = 19;
  private static final int MOST_SEPARATORS = 3;
  // Half of a UUID's digits would be a number of their own.
  private static final Pattern UUID =
      Pattern.compile(
          "(?i)(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])");

  private CardNumbers() {}

  /** Whether there is one in the text. */
  public static boolean isIn(String text) {
    if (!mayBeIn(text)) {
      return false;
    }
    List<String> groups = new ArrayList<>();
    StringBuilder group = new StringBuilder();
    int separators = 0;
    String plain = text.indexOf('-') < 0 ? text : UUID.matcher(text).replaceAll("/");
    for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
      int c = plain.codePointAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        group.append((char) ('0' + digit));
        separators = 0;
        continue;
      }
      if (!group.isEmpty()) {
        groups.add(group.toString());
        group.setLength(0);
      }
      if (!isSeparator(c) || ++separators > MOST_SEPARATORS) {
        if (anyIn(groups)) {
          return true;
        }
        groups.clear();
      }
    }
    if (!group.isEmpty()) {
      groups.add(group.toString());
    }
    return anyIn(groups);
  }

  /** The text with a star for each digit, where there is one in it; else the text itself. */
  public static String masked(String text) {
    if (!isIn(text)) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    text.codePoints().forEach(c -> masked.appendCodePoint(Character.isDigit(c) ? '*' : c));
    return masked.toString();
  }

  /** Tells most texts apart without looking at them twice: so many digits must stand together. */
  private static boolean mayBeIn(String text) {
    int digits = 0;
    int others = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || c > 127) {
        others = 0;
        if (++digits >= FEWEST) {
          return true;
        }
      } else if (isSeparator(c) && others < MOST_SEPARATORS) {
        others++;
      } else {
        digits = 0;
      }
    }
    return false;
  }

  private static boolean isSeparator(int c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || c == '\t';
  }

  /** Any groups that stand behind each other and are as long as a card number together. */
  private static boolean anyIn(List<String> groups) {
    for (int first = 0; first < groups.size(); first++) {
      StringBuilder digits = new StringBuilder();
      for (int last = first; last < groups.size() && digits.length() < MOST; last++) {
        digits.append(groups.get(last));
        if (digits.length() >= FEWEST && digits.length() <= MOST && passes(digits)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean passes(CharSequence digits) {
    int sum = 0;
    boolean zeros = true;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      zeros &= digit == 0;
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return !zeros && sum % 10 == 0;
  }
}
