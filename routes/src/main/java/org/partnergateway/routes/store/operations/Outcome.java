package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param failure the kind of failure, such as {@code declined} or {@code outcome_unknown}
 * @param problem the problem document to show
 * @param response what to answer a repeated request with; null leaves what is there
 * @param lookAgainAt when the gateway is to look after it by itself; null for never
 */
public record Outcome(
    OperationStatus status,
    @Nullable String failure,
    @Nullable JsonNode problem,
    @Nullable Response response,
    @Nullable Instant lookAgainAt) {
  public Outcome {
    if (status == OperationStatus.IN_FLIGHT) {
      throw new IllegalArgumentException("an attempt does not end in flight");
    }
  }

  /** It ended for good. */
  public static Outcome ended(
      OperationStatus status,
      @Nullable String failure,
      @Nullable JsonNode problem,
      Response response) {
    return new Outcome(status, failure, problem, response, null);
  }

  /** Nothing reached the partner: it goes back into the queue until then. */
  public static Outcome putOff(String failure, Instant until) {
    return new Outcome(OperationStatus.QUEUED, failure, null, null, until);
  }

  /** Sent, and no answer: the gateway looks it up at that time. */
  public static Outcome unknown(JsonNode problem, Instant lookAgainAt) {
    return new Outcome(
        OperationStatus.OUTCOME_UNKNOWN, "outcome_unknown", problem, null, lookAgainAt);
  }

  /** Sent, and no answer, and no way to find out: a person decides. */
  public static Outcome parked(JsonNode problem) {
    return new Outcome(OperationStatus.OUTCOME_UNKNOWN, "outcome_unknown", problem, null, null);
  }
}
