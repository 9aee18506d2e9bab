package org.partnergateway.tests.benchmark.sections;

import java.time.Duration;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;

/** How far publication is behind what has happened, looked at again and again. */
final class EventLag implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Positions are given in turn; here none is ever skipped by a transaction that failed. */
  private static final String BEHIND =
      """
      select (select count(*) from event_log)
        - coalesce((select number from event_publication), 0)
      """;

  private final EmbeddedDatabase database;
  private final Thread looker;
  private volatile boolean done;
  private long most;

  private EventLag(EmbeddedDatabase database) {
    this.database = database;
    this.looker = Thread.ofPlatform().start(this::look);
  }

  static EventLag watch(EmbeddedDatabase database) {
    return new EventLag(database);
  }

  private void look() {
    while (!done) {
      most = Math.max(most, database.number(BEHIND));
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while events were published", e);
    }
  }

  /** The most events that waited at a time since it began to watch. */
  long most() {
    close();
    return most;
  }

  /**
   * Waits until nothing waits any more.
   *
   * @return how long that took
   */
  static Duration awaitNone(EmbeddedDatabase database) {
    long begin = System.nanoTime();
    while (database.number(BEHIND) > 0) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(database.number(BEHIND) + " events are not published");
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    done = true;
    try {
      looker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
