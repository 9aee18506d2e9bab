package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.operations.Operation;
import org.partnergateway.routes.store.operations.OperationClaims;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.partnergateway.routes.store.operations.Outcome;

/**
 * Lets an operation give way to a newer one that sets the same thing as a whole: what only waits is
 * never sent then, and of what is in doubt it doesn't matter any more. What is on its way now, or
 * was a moment ago, is left alone, for it could arrive after the newer one.
 */
public final class Superseding {
  /** Longer than a request that nobody has answered can be on its way. */
  static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private final OperationClaims claims;
  private final OperationRecorder recorder;
  private final InstantSource clock;

  public Superseding(OperationClaims claims, OperationRecorder recorder, InstantSource clock) {
    this.claims = claims;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * In the caller's transaction.
   *
   * @return whether it gives way
   */
  boolean giveWay(String older, String newer) {
    Optional<Operation> taken =
        claims.supersede(older, clock.instant().minus(ON_ITS_WAY), OperationRunner.LEASE);
    taken.ifPresent(operation -> end(operation, newer));
    return taken.isPresent();
  }

  private void end(Operation operation, String newer) {
    Problem problem =
        Problem.of(
                ProblemType.STATE_CONFLICT,
                operation.inDoubt()
                    ? "Whether it was done isn't known, and doesn't matter any more: operation %s sets it anew."
                        .formatted(newer)
                    : "It was not done: operation %s sets it anew.".formatted(newer))
            .with("operation_id", operation.id());
    ObjectNode why = StrictJson.nodes().objectNode().put("outcome", "superseded");
    why.put("resolved_by", newer).put("resolved_at", clock.instant().toString());
    recorder.write(
        operation,
        Outcome.ended(
                OperationStatus.FAILED,
                null,
                problem.tree(),
                OperationRecorder.response(problem.answer()))
            .decided(why));
  }
}
