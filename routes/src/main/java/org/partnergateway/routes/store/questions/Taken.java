package org.partnergateway.routes.store.questions;

import org.partnergateway.routes.store.operations.Response;

/** What a question's key says of it. */
public sealed interface Taken {
  /** It has no answer yet, and is the caller's to answer: new, or left unanswered before. */
  record Ours(StoredQuestion question) implements Taken {}

  /** Somebody is at it. */
  record InFlight() implements Taken {}

  /** It was answered: give the same answer, and mark it. */
  record Replay(Response response) implements Taken {}

  /** The key was used for another body. */
  record KeyReused() implements Taken {}
}
