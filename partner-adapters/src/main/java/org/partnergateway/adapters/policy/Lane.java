package org.partnergateway.adapters.policy;

/**
 * Which of two lines a call waits in, where it has to wait. Within a lane whoever came first goes
 * first; of five that go, up to four are interactive and at least one is bulk, so that neither
 * starves.
 */
public enum Lane {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  /** Nobody does: polls, batches, durable retries. */
  BULK
}
