package org.partnergateway.routes.webhooks;

import java.time.Duration;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;

/**
 * How much and how long.
 *
 * @param timeout for one attempt, to the last byte of its answer
 * @param maxConcurrent deliveries to one endpoint at a time, of one process
 * @param disableAfter an endpoint that has taken nothing for so long is disabled
 * @param keepLogFor how long deliveries that have ended are kept
 */
public record WebhookLimits(
    Duration timeout, int maxConcurrent, Duration disableAfter, Duration keepLogFor) {
  private static final String PREFIX = "gateway.webhooks.";
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  /**
   * @throws DefinitionException when one makes no sense
   */
  public WebhookLimits {
    Problems problems = new Problems();
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      problems.add(Problem.ofFile(PREFIX + "timeout", "must be above zero and 5m at most"));
    }
    if (maxConcurrent < 1) {
      problems.add(Problem.ofFile(PREFIX + "max-concurrent", "must be 1 at least"));
    }
    positive("disable-after", disableAfter, problems);
    positive("keep-log-for", keepLogFor, problems);
    problems.throwIfAny();
  }

  private static void positive(String name, Duration duration, Problems problems) {
    if (!duration.isPositive()) {
      problems.add(Problem.ofFile(PREFIX + name, "must be above zero"));
    }
  }
}
