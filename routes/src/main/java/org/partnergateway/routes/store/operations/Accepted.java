package org.partnergateway.routes.store.operations;

/** What the idempotency key says of a request. */
public sealed interface Accepted {
  /** The record that stands under the key. */
  Operation operation();

  /** The key is new; the operation is committed, queued, and the caller's to send. */
  record New(Operation operation) implements Accepted {}

  /** The same request is under way, and has no answer yet. */
  record InFlight(Operation operation) implements Accepted {}

  /** The same request was answered: give the same answer, and mark it. */
  record Replay(Operation operation, Response response) implements Accepted {}

  /** The key was used for another request. */
  record KeyReused(Operation operation) implements Accepted {}
}
