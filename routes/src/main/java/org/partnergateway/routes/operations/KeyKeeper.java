package org.partnergateway.routes.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.store.operations.OperationReader;

/** Forgets idempotency keys, and the answers kept for them, once they are old enough. */
public final class KeyKeeper {
  private static final Duration LEAST = Duration.ofHours(24);
  private static final int AT_ONCE = 500;

  /** So many transactions a run at most: what is left waits for the next run. */
  private static final int MOST_ROUNDS = 20;

  private final OperationReader operations;
  private final Duration keepFor;
  private final InstantSource clock;

  public KeyKeeper(OperationReader operations, Duration keepFor, InstantSource clock) {
    this.operations = operations;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  /** Whether callers may rely on it: retries of a day must find their key. */
  public static void check(Duration keepFor, Problems problems) {
    if (keepFor.compareTo(LEAST) < 0) {
      problems.add(
          Problem.ofFile(
              "gateway.operations.keep-keys-for",
              "is %d s; a key must be kept for 24h at least, so that a late repeat is not a second order"
                  .formatted(keepFor.toSeconds())));
    }
  }

  /**
   * @return how many were forgotten
   */
  public int run() {
    Instant before = clock.instant().minus(keepFor);
    int forgotten = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int now = operations.forgetKeysBefore(before, AT_ONCE);
      forgotten += now;
      if (now < AT_ONCE) {
        break;
      }
    }
    return forgotten;
  }
}
