package org.partnergateway.contracts.compiled;

/** Dates and times as RFC 3339 has them and nearly everyone writes them. */
final class SureTimes {

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int MAX_FRACTION = 9;

  private SureTimes() {}

  /** Such as {@code 2026-11-23}, of the years 1 to 9999. */
  static boolean isDate(String text) {
    return text.length() == 10 && startsWithDate(text);
  }

  /** Such as {@code 2026-11-23T02:00:00.123Z}; no leap second, no offset that nobody has. */
  static boolean isDateTime(String text) {
    if (text.length() < 20
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || !startsWithDate(text)
        || !isUpTo(two(text, 11), 23)
        || !isUpTo(two(text, 14), 59)
        || !isUpTo(two(text, 17), 59)) {
      return false;
    }
    int at = 19;
    if (text.charAt(at) == '.') {
      int start = ++at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == start || at - start > MAX_FRACTION) {
        return false;
      }
    }
    return isOffset(text, at);
  }

  private static boolean isOffset(String text, int at) {
    if (at == text.length() - 1) {
      return text.charAt(at) == 'Z';
    }
    if (at != text.length() - 6 || text.charAt(at + 3) != ':') {
      return false;
    }
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    boolean east = text.charAt(at) == '+';
    boolean west = text.charAt(at) == '-' && hours + minutes > 0; // -00:00 means "unknown"
    return (east || west) && isUpTo(hours, 14) && isUpTo(minutes, 59);
  }

  private static boolean startsWithDate(String text) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int century = two(text, 0);
    int ofCentury = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    if (century < 0 || ofCentury < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    int year = century * 100 + ofCentury;
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year > 0 && day <= DAYS[month - 1] + (leap && month == 2 ? 1 : 0);
  }

  private static boolean isUpTo(int number, int most) {
    return number >= 0 && number <= most;
  }

  /** The number of two digits at this place; far below 0 when they are none. */
  private static int two(String text, int at) {
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1_000;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
