package org.partnergateway.routes.store.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

  /**
   * Puts a message back to where it was when it came, to be applied again by today's mapping.
   *
   * @return false when there is no such message
   */
  public boolean replay(long id) {
    return jdbc.update(
            """
            update inbox_progress
            set status = 'received', reason = null, next_attempt_at = null, applied_at = null
            where id = ?
            """,
            id)
        == 1;
  }

  /**
   * Forgets applied messages that came before a time; until then a repeated one is recognised.
   *
   * @param most at most so many at once, to keep the transaction short
   * @return how many were forgotten
   */
  public int forgetBefore(Instant time, int most) {
    Integer forgotten =
        jdbc.queryForObject(
            """
            with old as (
              select i.id from inbox i join inbox_progress p using (id)
              where i.received_at < ? and p.status = 'applied' limit ? for update of p skip locked
            ), progress as (
              delete from inbox_progress where id in (select id from old)
            ), messages as (
              delete from inbox where id in (select id from old) returning id
            )
            select count(*)::int from messages
            """,
            Integer.class,
            Columns.time(time),
            most);
    return Objects.requireNonNull(forgotten);
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
