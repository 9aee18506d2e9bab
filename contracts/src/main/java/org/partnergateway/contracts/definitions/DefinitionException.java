package org.partnergateway.contracts.definitions;

import java.util.List;
import java.util.stream.Collectors;

/** Definition files that cannot be used. Its message lists every problem, one a line. */
public final class DefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public DefinitionException(List<Problem> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  public DefinitionException(Problem problem) {
    this(List.of(problem));
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    String heading =
        problems.size() == 1
            ? "1 problem in the definitions:"
            : problems.size() + " problems in the definitions:";
    return problems.stream()
        .map(problem -> "\n  " + problem)
        .collect(Collectors.joining("", heading, ""));
  }
}
