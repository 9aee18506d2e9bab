package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it is stored.
 *
 * @param asked what it was accepted with
 * @param failure the kind of failure, where it failed or is not known
 * @param problem the problem document to show, if any
 * @param response the answer to the caller, once there is one
 * @param attempts how often it was handed to the partner
 * @param fence who may write: only the holder of the latest number
 * @param leaseUntil until when the holder has it to himself; null when nothing remains to be done
 * @param nextAttemptAt when it is to be tried again, where it was put off
 * @param queuedAt since when it has been tried: when it was accepted, or taken up again
 * @param tries how many pauses it has made: between tries, or between looks once it is in doubt
 * @param doubtSince since when it may have taken effect unknown to us; null when it is known
 * @param firstSentAt when what was sent was handed over for the first time
 * @param sent what the partner was sent, where it was sent anything
 * @param resolution what a person decided last: outcome, reason, who and when
 * @param settling what to ask the partner for, where it has said that it is at work on it
 */
public record Operation(
    NewOperation asked,
    OperationStatus status,
    @Nullable String failure,
    @Nullable JsonNode problem,
    @Nullable Response response,
    int attempts,
    int fence,
    @Nullable Instant leaseUntil,
    @Nullable Instant nextAttemptAt,
    Instant queuedAt,
    int tries,
    @Nullable Instant doubtSince,
    @Nullable Instant firstSentAt,
    @Nullable SentRequest sent,
    @Nullable JsonNode resolution,
    @Nullable JsonNode settling,
    Instant createdAt,
    Instant updatedAt) {
  public String id() {
    return asked.id();
  }

  /** Whether it may have taken effect, and we don't know. */
  public boolean inDoubt() {
    return doubtSince != null;
  }

  /**
   * As it is once it has been handed to the partner.
   *
   * @param what as it is kept; null when it must not be kept
   * @param repeat whether it was sent before, byte for byte
   */
  public Operation handedOver(@Nullable SentRequest what, boolean repeat, Instant at) {
    return new Operation(
        asked,
        status,
        failure,
        problem,
        response,
        attempts + 1,
        fence,
        leaseUntil,
        nextAttemptAt,
        queuedAt,
        tries,
        doubtSince,
        repeat ? firstSentAt : at,
        repeat ? sent : what,
        resolution,
        settling,
        createdAt,
        updatedAt);
  }

  /** The right to write to this operation. */
  public Lease lease() {
    return new Lease(asked.id(), fence);
  }
}
