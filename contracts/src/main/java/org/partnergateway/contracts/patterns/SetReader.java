package org.partnergateway.contracts.patterns;

/** Reads what stands for one character: a set in brackets, or an escape. */
final class SetReader {

  private static final Chars DIGITS = Chars.NONE.with('0', '9');
  private static final Chars WORD = DIGITS.with('a', 'z').with('A', 'Z').with('_', '_');
  private static final Chars SPACE = Chars.NONE.with('\t', '\r').with(' ', ' ');

  private final Cursor cursor;

  SetReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** What comes after the opening bracket. */
  Chars set() {
    boolean others = cursor.skip('^');
    if (cursor.peek() == ']') {
      throw new NotPlain();
    }
    Chars set = Chars.NONE;
    while (!cursor.skip(']')) {
      Chars first = member();
      if (cursor.peek() != '-' || cursor.peek(1) == ']') {
        set = set.and(first);
      } else {
        cursor.next();
        set = set.and(range(first, member()));
      }
    }
    return others ? set.others() : set;
  }

  private static Chars range(Chars first, Chars last) {
    if (first.count() != 1 || last.count() != 1 || last.first() < first.first()) {
      throw new NotPlain();
    }
    return Chars.NONE.with(first.first(), last.first());
  }

  private Chars member() {
    char c = cursor.next();
    if (c == '\\') {
      return escaped();
    }
    if (c >= Chars.COUNT || c == '[' || c == '&' && cursor.peek() == '&') {
      throw new NotPlain(); // Java has sets in sets, and intersections of them
    }
    return Chars.NONE.with(c, c);
  }

  /** What comes after a backslash. */
  Chars escaped() {
    char c = cursor.next();
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.others();
      case 'w' -> WORD;
      case 'W' -> WORD.others();
      case 's' -> SPACE;
      case 'S' -> SPACE.others();
      case 'n' -> Chars.NONE.with('\n', '\n');
      case 'r' -> Chars.NONE.with('\r', '\r');
      case 't' -> Chars.NONE.with('\t', '\t');
      case 'x' -> hexadecimal();
      default -> {
        if (c >= Chars.COUNT || Character.isLetterOrDigit(c)) {
          throw new NotPlain();
        }
        yield Chars.NONE.with(c, c);
      }
    };
  }

  private Chars hexadecimal() {
    int high = Character.digit(cursor.next(), 16);
    int low = Character.digit(cursor.next(), 16);
    if (high < 0 || high > 7 || low < 0) {
      throw new NotPlain();
    }
    return Chars.NONE.with(high * 16 + low, high * 16 + low);
  }
}
