package org.partnergateway.contracts.definitions;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, each once, so that all are told together. Not for use by several threads. */
public final class Problems {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  private final Set<Problem> found = new LinkedHashSet<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void addAll(Iterable<Problem> problems) {
    problems.forEach(found::add);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems so far, by file and line. */
  public List<Problem> list() {
    return found.stream().sorted(BY_PLACE).toList();
  }

  /**
   * Does nothing when there is no problem.
   *
   * @throws DefinitionException with all problems so far
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new DefinitionException(list());
    }
  }
}
