package org.partnergateway.contracts.patterns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A pattern that is read once from left to right, whatever the text. Knows ASCII only. */
public final class Automaton {

  public static final int NO = 0;
  public static final int YES = 1;

  /** The text is not ASCII. */
  public static final int UNKNOWN = -1;

  /** More would be slow to build and large to keep. */
  private static final int MAX_STATES = 1_000;

  private static final int DEAD = -1;

  private final int[] classes;
  private final int[][] next;
  private final boolean[] accepting;
  private final boolean toTheEnd;

  private Automaton(int[] classes, int[][] next, boolean[] accepting, boolean toTheEnd) {
    this.classes = classes;
    this.next = next;
    this.accepting = accepting;
    this.toTheEnd = toTheEnd;
  }

  /** The automaton of a pattern; null when the pattern has more than plain parts, or too many. */
  public static @Nullable Automaton of(String pattern) {
    try {
      PatternReader reader = new PatternReader(pattern);
      Part part = reader.read();
      return build(
          reader.fromTheStart() ? part : Part.sequence(Part.anything(), part), reader.toTheEnd());
    } catch (NotPlain e) {
      return null;
    }
  }

  /** Whether the pattern is somewhere in the text; {@link #UNKNOWN} when that is not ASCII. */
  public int find(String text) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!toTheEnd && accepting[state]) {
        return YES;
      }
      char character = text.charAt(i);
      if (character >= Chars.COUNT) {
        return UNKNOWN;
      }
      state = next[state][classes[character]];
      if (state == DEAD) {
        return NO;
      }
    }
    return accepting[state] ? YES : NO;
  }

  private static Automaton build(Part start, boolean toTheEnd) {
    Set<Chars> sets = new TreeSet<>();
    start.collect(sets);
    int[] classes = new int[Chars.COUNT];
    List<Integer> examples = new ArrayList<>();
    Map<List<Boolean>, Integer> known = new HashMap<>();
    for (int c = 0; c < Chars.COUNT; c++) {
      int character = c;
      List<Boolean> in = sets.stream().map(set -> set.has(character)).toList();
      classes[c] = known.computeIfAbsent(in, key -> known.size());
      if (classes[c] == examples.size()) {
        examples.add(c);
      }
    }
    List<Part> states = new ArrayList<>(List.of(start));
    Map<Part, Integer> numbers = new HashMap<>(Map.of(start, 0));
    List<int[]> next = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int[] row = new int[examples.size()];
      for (int c = 0; c < row.length; c++) {
        Part after = states.get(i).after(examples.get(c));
        row[c] = after == Part.NEVER ? DEAD : numbers.computeIfAbsent(after, key -> states.size());
        if (row[c] == states.size()) {
          states.add(after);
        }
      }
      next.add(row);
      if (states.size() > MAX_STATES) {
        throw new NotPlain();
      }
    }
    boolean[] accepting = new boolean[states.size()];
    for (int i = 0; i < accepting.length; i++) {
      accepting[i] = states.get(i).mayEnd();
    }
    return new Automaton(classes, next.toArray(int[][]::new), accepting, toTheEnd);
  }
}
