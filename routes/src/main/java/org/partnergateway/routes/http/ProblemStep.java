package org.partnergateway.routes.http;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.steps.StepFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * {@code gateway:problem/<entrance>}: answers what went wrong with a problem document. What nobody
 * foresaw is logged with its trace and answered without it.
 */
public final class ProblemStep implements StepFactory {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemStep.class);

  private final RefusalCounter refusals;

  public ProblemStep(RefusalCounter refusals) {
    this.refusals = refusals;
  }

  @Override
  public String name() {
    return "problem";
  }

  @Override
  public Step create(List<String> arguments) {
    String entrance = arguments.getFirst();
    return exchange -> {
      Problem problem = problemOf(exchange);
      refusals.count(entrance, problem.type());
      AnswerStep.write(exchange, problem.answer());
    };
  }

  /** What is told of the failure that the route has caught. */
  public static Problem problemOf(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (cause instanceof ProblemException problem) {
      return problem.problem();
    }
    if (cause != null
        && NestedExceptionUtils.getMostSpecificCause(cause)
            instanceof SQLTransientConnectionException) {
      LOG.warn("Route {} got no connection to the store in time", exchange.getFromRouteId());
      return Problem.of(
              ProblemType.OVERLOADED,
              "The store has no time for this now. A retry, with the same Idempotency-Key where there is one, is safe.")
          .withRetryAfter(Duration.ofSeconds(1));
    }
    LOG.error("Route {} failed", exchange.getFromRouteId(), cause);
    return Problem.of(
        ProblemType.INTERNAL_ERROR,
        "The gateway failed on this request, and its log says why. A retry with the same Idempotency-Key is safe.");
  }
}
