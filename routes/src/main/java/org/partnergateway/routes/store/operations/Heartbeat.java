package org.partnergateway.routes.store.operations;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says that this process is alive, so that others can tell the operations of the dead from those of
 * the slow. Goes by the database's clock. Who has missed beats himself, because the store was away,
 * takes nobody for dead until the others have had the time to be seen again.
 */
public final class Heartbeat implements AutoCloseable {
  /** Who has not been seen for so long is taken for dead. */
  public static final Duration DEAD_AFTER = Duration.ofSeconds(10);

  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final String process = UUID.randomUUID().toString();
  private final JdbcClient jdbc;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());

  private Heartbeat(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The first beat is in the store when this returns. */
  public static Heartbeat start(JdbcClient jdbc) {
    Heartbeat heart = new Heartbeat(jdbc);
    heart.beat();
    heart.timer.scheduleWithFixedDelay(
        heart::beatOrTell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return heart;
  }

  /** The name of this process, as holder of leases. */
  public String process() {
    return process;
  }

  private void beatOrTell() {
    try {
      beat();
    } catch (DataAccessException e) {
      LOG.warn("The store can't be told that this process is alive: {}", e.getMessage());
    }
  }

  private void beat() {
    jdbc.sql(
            """
            insert into gateway_process (id, seen_at) values (:process, clock_timestamp())
            on conflict (id) do update set
              steady_since = case
                when gateway_process.seen_at
                  < clock_timestamp() - :dead * interval '1 millisecond'
                then clock_timestamp() else gateway_process.steady_since end,
              seen_at = clock_timestamp()
            """)
        .param("process", process)
        .param("dead", DEAD_AFTER.toMillis())
        .update();
    // Of no more use: what they held was taken over long ago.
    jdbc.sql("delete from gateway_process where seen_at < clock_timestamp() - interval '1 day'")
        .update();
  }

  /** Ends in order: what this process still holds may be taken over at once. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (!timer.awaitTermination(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The last heartbeat did not end");
      }
      jdbc.sql("update gateway_process set seen_at = '-infinity' where id = ?")
          .param(process)
          .update();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (DataAccessException e) {
      LOG.warn("The store can't be told that this process ends: {}", e.getMessage());
    }
  }
}
