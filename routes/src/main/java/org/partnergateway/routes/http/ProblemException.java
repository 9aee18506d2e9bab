package org.partnergateway.routes.http;

/**
 * Ends the handling of a request with a problem document. Has no stack trace: it is an answer, not
 * a bug.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
