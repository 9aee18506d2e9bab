package org.partnergateway.routes.store.events;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.OwnTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What happened, in order; the outbox too. Appended to here, read through {@link EventReader}. */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private static final String APPEND =
      """
      insert into event_log
        (occurred_at, id, type, subject, partition_key, partner, data, replay_of)
      select occurred_at::timestamptz, id, type, subject, partition_key, partner, data::json,
             replay_of
      from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality
        as e(id, type, subject, partition_key, partner, occurred_at, data, replay_of, number)
      order by number
      """;

  private final JdbcTemplate jdbc;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public EventLog(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Appends events in the caller's transaction: they are there when it commits, and never were when
   * it does not. Lock the ledger entry first, so that events of one subject follow one another.
   */
  public void append(List<Event> events) {
    OwnTransaction.require("EventLog.append");
    if (events.isEmpty()) {
      return;
    }
    ConnectionCallback<Integer> call =
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setArray(1, texts(connection, events, Event::id));
            insert.setArray(2, texts(connection, events, Event::type));
            insert.setArray(3, texts(connection, events, Event::subject));
            insert.setArray(4, texts(connection, events, Event::partitionKey));
            insert.setArray(5, texts(connection, events, Event::partner));
            insert.setArray(6, texts(connection, events, event -> event.occurredAt().toString()));
            insert.setArray(7, texts(connection, events, event -> Columns.json(event.data())));
            insert.setArray(8, texts(connection, events, Event::replayOf));
            return insert.executeUpdate();
          }
        };
    jdbc.execute(call);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tellListeners();
          }
        });
  }

  /**
   * Runs something after each commit of this process that brought events, on the committing thread:
   * keep it as short as waking somebody. It may run once too often, and knows nothing of what other
   * processes append, so it spares waiting but does not replace looking.
   *
   * @return ends it
   */
  public Runnable onAppended(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tellListeners() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.warn("a listener for new events failed", e); // the events are committed all the same
      }
    }
  }

  private static Array texts(
      Connection connection, List<Event> events, Function<Event, @Nullable String> part)
      throws SQLException {
    return connection.createArrayOf("text", events.stream().map(part).toArray(String[]::new));
  }
}
