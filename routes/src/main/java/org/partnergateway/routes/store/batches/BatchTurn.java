package org.partnergateway.routes.store.batches;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose turn it is to change a batch. A row's lock goes to whoever comes at the right moment, which
 * is nearly always the worker with its next step; this one goes to who waits for longest.
 */
final class BatchTurn {
  private static final int SALT = 54;

  private BatchTurn() {}

  /** Waits for it, and has it until the end of the caller's transaction. */
  static void await(JdbcClient jdbc, String batchId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, ?))")
        .params(batchId, SALT)
        .query((row, number) -> true)
        .list();
  }
}
