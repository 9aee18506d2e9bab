package org.partnergateway.tests.benchmark.load;

import java.nio.ByteBuffer;

/** What one connection sends. */
interface Requests {
  /** The next request, whole, ready to be written; valid until the next call. */
  ByteBuffer next();

  /** Makes them for each connection of a run. */
  @FunctionalInterface
  interface Maker {
    /**
     * @param number of the connection, from 0
     */
    Requests of(int number);
  }

  /** Those of the run's kind. */
  static Maker maker(LoadRun run) {
    Webhooks.EventNumbers numbers = new Webhooks.EventNumbers();
    return switch (run.kind()) {
      case LOOK_UPS -> number -> new LookUps(run, number);
      case WEBHOOKS -> number -> new Webhooks(run, numbers);
      case WRITES -> number -> new Writes(run, number);
    };
  }
}
