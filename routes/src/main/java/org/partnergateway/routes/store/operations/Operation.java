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
    Instant createdAt,
    Instant updatedAt) {
  public String id() {
    return asked.id();
  }

  /** The right to write to this operation. */
  public Lease lease() {
    return new Lease(asked.id(), fence);
  }
}
