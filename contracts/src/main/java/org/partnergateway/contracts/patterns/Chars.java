package org.partnergateway.contracts.patterns;

import java.util.Set;

/** One of these characters of ASCII; a bit each. */
record Chars(long low, long high) implements Part, Comparable<Chars> {

  /** Characters of ASCII. */
  static final int COUNT = 128;

  static final Chars NONE = new Chars(0, 0);

  Chars with(int first, int last) {
    Chars all = this;
    for (int c = first; c <= last; c++) {
      all = new Chars(all.low | (c < 64 ? 1L << c : 0), all.high | (c < 64 ? 0 : 1L << c - 64));
    }
    return all;
  }

  Chars and(Chars other) {
    return new Chars(low | other.low, high | other.high);
  }

  Chars others() {
    return new Chars(~low, ~high);
  }

  int count() {
    return Long.bitCount(low) + Long.bitCount(high);
  }

  /** The first of them; there must be one. */
  int first() {
    return low != 0 ? Long.numberOfTrailingZeros(low) : 64 + Long.numberOfTrailingZeros(high);
  }

  boolean has(int character) {
    return ((character < 64 ? low >>> character : high >>> (character - 64)) & 1) != 0;
  }

  @Override
  public boolean mayEnd() {
    return false;
  }

  @Override
  public Part after(int character) {
    return has(character) ? END : NEVER;
  }

  @Override
  public void collect(Set<Chars> sets) {
    sets.add(this);
  }

  @Override
  public int compareTo(Chars other) {
    int byLow = Long.compare(low, other.low);
    return byLow != 0 ? byLow : Long.compare(high, other.high);
  }
}
