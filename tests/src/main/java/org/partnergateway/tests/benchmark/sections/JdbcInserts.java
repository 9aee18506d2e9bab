package org.partnergateway.tests.benchmark.sections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;

/** As pgbench does it, for machines that have none. */
record JdbcInserts(EmbeddedDatabase database, String body) implements Inserts {
  @Override
  public String name() {
    return "JDBC";
  }

  @Override
  public double perSecond(int seconds) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        counts.add(threads.submit(() -> insertUntil(end)));
      }
      long all = 0;
      for (Future<Long> count : counts) {
        all += count.get();
      }
      return (double) all / seconds;
    } catch (ExecutionException e) {
      throw new IllegalStateException("PostgreSQL refuses rows", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were inserted", e);
    }
  }

  private long insertUntil(long end) throws SQLException {
    byte[] bytes = body.getBytes(UTF_8);
    long count = 0;
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into benchmark_inbox (message_id, body) values (?, ?)")) {
      while (System.nanoTime() < end) {
        insert.setString(1, "evt_" + UUID.randomUUID());
        insert.setBytes(2, bytes);
        insert.executeUpdate();
        count++;
      }
    }
    return count;
  }
}
