package org.partnergateway.tests.benchmark.sections;

import java.time.Duration;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;

/** What the gateway's inbox holds. */
record InboxRows(EmbeddedDatabase database) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(200);

  /** Throws when an acknowledged message is not a row. */
  void requireAll(String prefix, long acknowledged) {
    long stored =
        database.number(
            "select count(distinct message_id) from inbox where message_id like '%s\\_%%'"
                .formatted(prefix.replace("_", "\\_")));
    if (stored != acknowledged) {
      throw new IllegalStateException(
          "%d webhooks of %s were acknowledged, and %d are in the inbox"
              .formatted(acknowledged, prefix, stored));
    }
  }

  /** Waits until all that came was applied. */
  void awaitApplied() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (waiting() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(waiting() + " messages wait and are not applied");
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while messages were applied", e);
      }
    }
  }

  private long waiting() {
    return database.number("select count(*) from inbox_progress where status = 'received'");
  }
}
