package org.partnergateway.contracts.patterns;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A part of a plain pattern. What may come after one character is again a part (Brzozowski's
 * derivative), and equal parts are one state of the automaton.
 */
sealed interface Part permits Chars, Part.End, Part.Never, Part.Sequence, Part.Choice, Part.Repeat {

  Part END = new End();
  Part NEVER = new Never();

  /** Whether nothing more need come. */
  boolean mayEnd();

  /** What must come after this character. */
  Part after(int character);

  /** Adds the sets of characters that are told apart. */
  void collect(Set<Chars> sets);

  static Part anything() {
    return repeat(Chars.NONE.others(), 0, Repeat.FOREVER);
  }

  static Part sequence(Part first, Part rest) {
    if (first == NEVER || rest == NEVER) {
      return NEVER;
    }
    if (first == END) {
      return rest;
    }
    if (first instanceof Sequence inner) {
      return sequence(inner.first, sequence(inner.rest, rest));
    }
    return rest == END ? first : new Sequence(first, rest);
  }

  static Part choice(Part one, Part other) {
    Set<Part> parts = new LinkedHashSet<>();
    for (Part part : new Part[] {one, other}) {
      if (part instanceof Choice inner) {
        parts.addAll(inner.parts);
      } else if (part != NEVER) {
        parts.add(part);
      }
    }
    return switch (parts.size()) {
      case 0 -> NEVER;
      case 1 -> parts.iterator().next();
      default -> new Choice(parts);
    };
  }

  static Part repeat(Part part, int min, int max) {
    return max == 0 || part == END ? END : new Repeat(part, min, max);
  }

  record End() implements Part {
    @Override
    public boolean mayEnd() {
      return true;
    }

    @Override
    public Part after(int character) {
      return NEVER;
    }

    @Override
    public void collect(Set<Chars> sets) {}
  }

  record Never() implements Part {
    @Override
    public boolean mayEnd() {
      return false;
    }

    @Override
    public Part after(int character) {
      return NEVER;
    }

    @Override
    public void collect(Set<Chars> sets) {}
  }

  /** One after the other. */
  record Sequence(Part first, Part rest) implements Part {
    @Override
    public boolean mayEnd() {
      return first.mayEnd() && rest.mayEnd();
    }

    @Override
    public Part after(int character) {
      Part inFirst = sequence(first.after(character), rest);
      return first.mayEnd() ? choice(inFirst, rest.after(character)) : inFirst;
    }

    @Override
    public void collect(Set<Chars> sets) {
      first.collect(sets);
      rest.collect(sets);
    }
  }

  /** Any of them. */
  record Choice(Set<Part> parts) implements Part {
    @Override
    public boolean mayEnd() {
      return parts.stream().anyMatch(Part::mayEnd);
    }

    @Override
    public Part after(int character) {
      return parts.stream().map(part -> part.after(character)).reduce(NEVER, Part::choice);
    }

    @Override
    public void collect(Set<Chars> sets) {
      parts.forEach(part -> part.collect(sets));
    }
  }

  /** Several times. */
  record Repeat(Part part, int min, int max) implements Part {
    static final int FOREVER = -1;

    @Override
    public boolean mayEnd() {
      return min == 0 || part.mayEnd();
    }

    @Override
    public Part after(int character) {
      Part more = repeat(part, Math.max(0, min - 1), max == FOREVER ? FOREVER : max - 1);
      return sequence(part.after(character), more);
    }

    @Override
    public void collect(Set<Chars> sets) {
      part.collect(sets);
    }
  }
}
