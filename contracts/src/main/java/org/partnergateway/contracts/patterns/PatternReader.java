package org.partnergateway.contracts.patterns;

/**
 * Reads a pattern of plain parts: characters, sets of them, groups, alternatives and greedy
 * repetitions, between a {@code ^} at the start and a {@code $} at the end or without these. In
 * these alone it makes no difference how an expression is searched for.
 */
final class PatternReader {

  private static final String SPECIAL = "\\^$.|?*+()[]{}";
  private static final String REPETITIONS = "*+?{";
  private static final Chars LINE_ENDS = Chars.NONE.with('\n', '\n').with('\r', '\r');

  private final boolean fromTheStart;
  private final boolean toTheEnd;
  private final Cursor cursor;
  private final SetReader sets;

  PatternReader(String pattern) {
    fromTheStart = pattern.startsWith("^");
    toTheEnd = pattern.endsWith("$") && !pattern.endsWith("\\$");
    cursor = new Cursor(pattern, fromTheStart ? 1 : 0, pattern.length() - (toTheEnd ? 1 : 0));
    sets = new SetReader(cursor);
  }

  boolean fromTheStart() {
    return fromTheStart;
  }

  boolean toTheEnd() {
    return toTheEnd;
  }

  /**
   * The part between the anchors.
   *
   * @throws NotPlain when there is more in it
   */
  Part read() {
    Part part = sequence();
    if (cursor.more()) {
      throw new NotPlain(); // an alternative at the top would have an anchor of its own
    }
    return part;
  }

  private Part alternatives() {
    Part part = sequence();
    while (cursor.skip('|')) {
      part = Part.choice(part, sequence());
    }
    return part;
  }

  private Part sequence() {
    Part part = Part.END;
    while (cursor.more() && cursor.peek() != '|' && cursor.peek() != ')') {
      part = Part.sequence(part, repeated(one()));
    }
    return part;
  }

  private Part one() {
    char c = cursor.next();
    return switch (c) {
      case '(' -> group();
      case '[' -> sets.set();
      case '.' -> LINE_ENDS.others();
      case '\\' -> sets.escaped();
      default -> {
        if (SPECIAL.indexOf(c) >= 0 || c >= Chars.COUNT) {
          throw new NotPlain();
        }
        yield Chars.NONE.with(c, c);
      }
    };
  }

  private Part group() {
    if (cursor.skip('?') && !cursor.skip(':')) {
      throw new NotPlain();
    }
    Part part = alternatives();
    if (!cursor.skip(')')) {
      throw new NotPlain();
    }
    return part;
  }

  private Part repeated(Part part) {
    if (!cursor.more() || REPETITIONS.indexOf(cursor.peek()) < 0) {
      return part;
    }
    Part repeated =
        switch (cursor.next()) {
          case '*' -> Part.repeat(part, 0, Part.Repeat.FOREVER);
          case '+' -> Part.repeat(part, 1, Part.Repeat.FOREVER);
          case '?' -> Part.repeat(part, 0, 1);
          default -> counted(part, cursor.upTo('}').split(",", -1));
        };
    if (cursor.more() && REPETITIONS.indexOf(cursor.peek()) >= 0) {
      throw new NotPlain(); // reluctant or possessive
    }
    return repeated;
  }

  private static Part counted(Part part, String[] bounds) {
    try {
      int min = Integer.parseInt(bounds[0]);
      int max =
          bounds.length == 1
              ? min
              : bounds[1].isEmpty() ? Part.Repeat.FOREVER : Integer.parseInt(bounds[1]);
      if (bounds.length > 2 || min < 0 || max != Part.Repeat.FOREVER && max < min) {
        throw new NotPlain();
      }
      return Part.repeat(part, min, max);
    } catch (NumberFormatException e) {
      throw new NotPlain();
    }
  }
}
