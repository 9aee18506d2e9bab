package org.partnergateway.routes.store.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Hands stored messages to those who apply them, each to one at a time, and notes what came of it.
 */
public final class InboxWork {
  private static final String CLAIM =
      """
      with due as (
        select id from inbox_progress where status = 'waiting' and next_attempt_at <= ?
        order by next_attempt_at, id limit ? for update skip locked
      ), received as (
        select id from inbox_progress where status = 'received'
        order by id limit (select ? - count(*) from due) for update skip locked
      )
      select %s from (select id from due union all select id from received) as claimed join inbox i using (id) join inbox_progress p using (id) order by i.id
      """
          .formatted(InboxItems.COLUMNS);

  private static final String SETTLE =
      """
      update inbox_progress p
      set status = s.status, reason = s.reason, next_attempt_at = s.next_attempt_at::timestamptz,
          attempts = p.attempts + 1, applied_at = case when s.status = 'applied' then ? end
      from unnest(?, ?, ?, ?) as s(id, status, reason, next_attempt_at)
      where p.id = s.id
      """;

  private final JdbcTemplate jdbc;
  private final InstantSource clock;

  public InboxWork(JdbcTemplate jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Claims messages that are to be applied, in the order in which they came; nobody else gets them
   * until the caller's transaction ends. One that ends in a rollback gives them back untouched.
   *
   * @param most how many
   */
  public List<InboxItem> claim(int most) {
    OwnTransaction.require("InboxWork.claim");
    return jdbc.query(CLAIM, InboxItems::read, Columns.time(clock.instant()), most, most);
  }

  /** Claims one message, whatever its status, or null when somebody else has it or it is gone. */
  public @Nullable InboxItem claimOne(long id) {
    OwnTransaction.require("InboxWork.claimOne");
    String sql =
        "select %s from inbox_progress p join inbox i using (id) where id = ? for update of p skip locked"
            .formatted(InboxItems.COLUMNS);
    List<InboxItem> found = jdbc.query(sql, InboxItems::read, id);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Notes what came of attempts; in the caller's transaction, where there is one. */
  public void settle(Collection<Settled> settled) {
    ConnectionCallback<Integer> call =
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
            update.setObject(1, Columns.time(clock.instant()));
            update.setArray(2, array(connection, "bigint", settled, Settled::id));
            update.setArray(3, array(connection, "text", settled, s -> s.status().text()));
            update.setArray(4, array(connection, "text", settled, Settled::reason));
            update.setArray(5, array(connection, "text", settled, s -> text(s.nextAttemptAt())));
            return update.executeUpdate();
          }
        };
    if (!settled.isEmpty()) {
      jdbc.execute(call);
    }
  }

  /** Notes who had a message applied again, and why; in the caller's transaction. */
  public void noteReplay(long id, Replay replay) {
    OwnTransaction.require("InboxWork.noteReplay");
    jdbc.update(
        "insert into message_replay (message, replayed_at, caller, reason) values (?, ?, ?, ?)",
        id,
        Columns.time(replay.at()),
        replay.caller(),
        replay.reason());
  }

  private static Array array(
      Connection connection,
      String type,
      Collection<Settled> settled,
      Function<Settled, @Nullable Object> part)
      throws SQLException {
    return connection.createArrayOf(type, settled.stream().map(part).toArray());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
