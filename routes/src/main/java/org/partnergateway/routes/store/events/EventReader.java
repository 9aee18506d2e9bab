package org.partnergateway.routes.store.events;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.ExpiredCursor;
import org.partnergateway.routes.store.InvalidCursor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gives every reader every event exactly once, all readers in the same order: by the numbers that
 * {@link EventOrder} gives.
 */
public final class EventReader {
  // One statement, and so one snapshot: what is forgotten meanwhile can't be passed over unseen.
  private static final String READ =
      """
      select s.last, s.forgotten, o.number, e.*
      from event_order_state s
      left join lateral (
        select number, position from event_order %s
        where number > :after %s
        order by number limit :limit
      ) o on true
      left join event_log e using (position)
      order by o.number
      """;
  private static final String READ_ALL = READ.formatted("", "");
  private static final String READ_TYPE =
      READ.formatted("join event_log using (position)", "and type = :type");

  private final JdbcClient jdbc;
  private final EventOrder order;

  public EventReader(JdbcClient jdbc, EventOrder order) {
    this.jdbc = jdbc;
    this.order = order;
  }

  /**
   * Reads on; what was committed before is there.
   *
   * @param cursor what the page before gave, or null to begin with the oldest event that is kept
   * @param limit how many events at most
   * @param type only events of this type, or null for all; keep to one for a cursor
   * @throws InvalidCursor when no page gave the cursor
   * @throws ExpiredCursor when events after the cursor were forgotten for their age
   */
  public EventPage read(@Nullable String cursor, int limit, @Nullable String type) {
    EventCursor from = EventCursor.parseOrNull(cursor);
    order.advance();
    List<Row> rows =
        jdbc.sql(type == null ? READ_ALL : READ_TYPE)
            .param("after", from == null ? 0 : from.number())
            .param("type", type)
            .param("limit", limit + 1)
            .query(EventReader::row)
            .list();
    Row state = rows.getFirst();
    if (from != null && cursor != null) {
      check(from, cursor, state);
    }
    List<Event> events = new ArrayList<>();
    List<String> cursors = new ArrayList<>();
    for (Row row : rows.size() > limit ? rows.subList(0, limit) : rows) {
      Event event = row.event();
      if (event != null) {
        events.add(event);
        cursors.add(new EventCursor(row.number()).text());
      }
    }
    if (rows.size() > limit) {
      return new EventPage(events, cursors, cursors.getLast(), true);
    }
    return new EventPage(events, cursors, new EventCursor(state.last()).text(), false);
  }

  private static void check(EventCursor from, String cursor, Row state) {
    if (from.number() > state.last()) {
      throw new InvalidCursor(cursor, null);
    }
    if (from.number() < state.forgotten()) {
      throw new ExpiredCursor(state.forgotten() - from.number());
    }
  }

  /**
   * @param event null where there is none
   */
  private record Row(long last, long forgotten, long number, @Nullable Event event) {}

  private static Row row(ResultSet row, int index) throws SQLException {
    String id = row.getString("id");
    return new Row(
        row.getLong("last"),
        row.getLong("forgotten"),
        row.getLong("number"),
        id == null ? null : event(row));
  }

  /** The event in a row of the log. */
  public static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString("id"),
        row.getString("type"),
        row.getString("subject"),
        row.getString("partition_key"),
        row.getString("partner"),
        Columns.time(row, "occurred_at"),
        Columns.json(row, "data"),
        row.getString("replay_of"));
  }
}
