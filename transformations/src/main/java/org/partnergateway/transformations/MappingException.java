package org.partnergateway.transformations;

import org.partnergateway.contracts.definitions.Problem;

/**
 * A message that a mapping could not turn. The text names the place in the mapping, and of the
 * message at most the start of the value that was the trouble.
 */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  MappingException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What went wrong and where in which mapping (or a module it imports). Line 0: not known. */
  public Problem problem() {
    return problem;
  }
}
