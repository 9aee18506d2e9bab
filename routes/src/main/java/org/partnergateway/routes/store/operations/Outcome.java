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
 * @param tries the pauses made so far, this one among them
 * @param sent whether the partner was asked at all
 * @param resolution what a person decided; null leaves what is there
 * @param settling what to ask the partner for next; null leaves it where the outcome isn't known,
 *     and forgets it otherwise
 */
public record Outcome(
    OperationStatus status,
    @Nullable String failure,
    @Nullable JsonNode problem,
    @Nullable Response response,
    @Nullable Instant lookAgainAt,
    int tries,
    boolean sent,
    @Nullable JsonNode resolution,
    @Nullable JsonNode settling) {
  private static final String UNKNOWN = "outcome_unknown";

  public Outcome {
    if (status == OperationStatus.IN_FLIGHT && settling == null) {
      throw new IllegalArgumentException("an attempt does not end in flight");
    }
  }

  private Outcome(
      OperationStatus status,
      @Nullable String failure,
      @Nullable JsonNode problem,
      @Nullable Response response,
      @Nullable Instant lookAgainAt,
      int tries) {
    this(status, failure, problem, response, lookAgainAt, tries, true, null, null);
  }

  /** It ended for good. */
  public static Outcome ended(
      OperationStatus status,
      @Nullable String failure,
      @Nullable JsonNode problem,
      Response response) {
    return new Outcome(status, failure, problem, response, null, 0);
  }

  /** The partner has done nothing: it goes back into the queue until then. */
  public static Outcome putOff(String failure, JsonNode problem, Instant until, int tries) {
    return new Outcome(OperationStatus.QUEUED, failure, problem, null, until, tries);
  }

  /** It may have been done: the gateway looks it up, or repeats it, at that time. */
  public static Outcome unknown(JsonNode problem, Instant lookAgainAt, int tries) {
    return new Outcome(OperationStatus.OUTCOME_UNKNOWN, UNKNOWN, problem, null, lookAgainAt, tries);
  }

  /** The partner has it and works on it: the gateway asks at that time what has become of it. */
  public static Outcome settling(JsonNode settling, Instant askAt, int tries) {
    return new Outcome(
        OperationStatus.IN_FLIGHT, null, null, null, askAt, tries, true, null, settling);
  }

  /** It may have been done, and there is no way to find out: a person decides. */
  public static Outcome parked(JsonNode problem, int tries) {
    return new Outcome(OperationStatus.OUTCOME_UNKNOWN, UNKNOWN, problem, null, null, tries);
  }

  /** Nothing was let through to the partner, so that the attempt doesn't count as one. */
  public Outcome heldBack() {
    return new Outcome(
        status, failure, problem, response, lookAgainAt, tries, false, resolution, settling);
  }

  /** A person decided it. */
  public Outcome decided(@Nullable JsonNode decision) {
    return new Outcome(
        status, failure, problem, response, lookAgainAt, tries, sent, decision, settling);
  }
}
