package org.partnergateway.tests.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a run is to be.
 *
 * @param output where the history, logs and the report go
 * @param seed of everything that is left to chance
 * @param duration how long there is load; ends of killed gateways' leases come on top
 * @param kills of gateways; the run goes on until there were so many
 * @param gateways processes on the one PostgreSQL
 * @param storiesPerSecond payments or parcels begun, each of which makes several writes and
 *     messages
 * @param messagesPerSecond webhooks besides those that the stories bring
 * @param settleWithin how long it may take until all is at rest, once nothing is broken any more
 * @param hurry whether leases of the dead are ended as if their minute had passed
 * @param redis where limits are shared, {@code redis://…}; empty when they are not
 */
record ChaosOptions(
    Path output,
    long seed,
    Duration duration,
    int kills,
    int gateways,
    double storiesPerSecond,
    double messagesPerSecond,
    Duration settleWithin,
    boolean hurry,
    String redis) {

  /** Every so many stories one is of a parcel, which costs more. */
  static final int STORIES_A_PARCEL = 6;
}
