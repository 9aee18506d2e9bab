package org.partnergateway.routes.store.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives every reader every event exactly once, in commit order.
 *
 * <p>A position alone will not do: a transaction that commits late drew its positions early. Nor
 * will the number of the transaction: one that began early may append after a later one has
 * committed. So a reader goes from one snapshot of the database to the next, and gets what the next
 * shows and the one before did not, by position. Of two events, the one that was committed before
 * the other was appended comes first for every reader; events of transactions that overlapped may
 * come in different orders for different readers, unless they locked the same ledger entry.
 *
 * <p>A transaction that stays open for long, in any database of the server, holds nothing up: it
 * only makes each look at the log longer, since what was appended meanwhile is gone through again.
 */
public final class EventReader {
  private static final String OPEN =
      """
      select pg_current_snapshot()::text as current,
        (select min(position) from event_log
         where transaction >= pg_snapshot_xmin(:seen::pg_snapshot)
         and not pg_visible_in_snapshot(transaction, :seen::pg_snapshot)) as first
      """;

  private static final String READ =
      """
      select * from event_log
      where position > :position
      and transaction >= pg_snapshot_xmin(:seen::pg_snapshot)
      and not pg_visible_in_snapshot(transaction, :seen::pg_snapshot)
      and pg_visible_in_snapshot(transaction, :current::pg_snapshot)
      %s
      order by position limit :limit
      """;
  private static final String READ_ALL = READ.formatted("");
  private static final String READ_TYPE = READ.formatted("and type = :type");

  private final JdbcClient jdbc;

  public EventReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Reads on.
   *
   * @param cursor what the page before gave, or null to begin
   * @param limit how many events at most
   * @param type only events of this type, or null for all; keep to one for a cursor
   * @throws org.partnergateway.routes.store.InvalidCursor when no page gave the cursor
   */
  public EventPage read(@Nullable String cursor, int limit, @Nullable String type) {
    EventCursor from = EventCursor.parse(cursor);
    return read(from.current() == null ? open(from) : from, limit, type);
  }

  private EventPage read(EventCursor from, int limit, @Nullable String type) {
    String current = from.current();
    if (current == null) {
      return new EventPage(List.of(), from.text(), false);
    }
    List<Row> rows =
        jdbc.sql(type == null ? READ_ALL : READ_TYPE)
            .param("position", from.position())
            .param("seen", from.seen())
            .param("current", current)
            .param("type", type)
            .param("limit", limit + 1)
            .query(EventReader::row)
            .list();
    List<Event> events = rows.stream().limit(limit).map(Row::event).toList();
    if (rows.size() <= limit) {
      return new EventPage(events, new EventCursor(current, null, 0).text(), false);
    }
    long last = rows.get(limit - 1).position();
    return new EventPage(events, new EventCursor(from.seen(), current, last).text(), true);
  }

  /** Takes the next snapshot; the position is just before the first event that is new in it. */
  private EventCursor open(EventCursor from) {
    return jdbc.sql(OPEN)
        .param("seen", from.seen())
        .query(
            (row, number) -> {
              String current = row.getString("current");
              long first = row.getLong("first");
              return row.wasNull()
                  ? new EventCursor(current, null, 0)
                  : new EventCursor(from.seen(), current, first - 1);
            })
        .single();
  }

  private record Row(long position, Event event) {}

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong("position"),
        new Event(
            row.getString("id"),
            row.getString("type"),
            row.getString("subject"),
            row.getString("partition_key"),
            row.getString("partner"),
            Columns.time(row, "occurred_at"),
            Columns.json(row, "data")));
  }
}
