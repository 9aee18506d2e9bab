package org.partnergateway.routes.store.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox as people and polls look at it. */
public final class InboxReader {
  private final JdbcClient jdbc;

  public InboxReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<InboxItem> find(long id) {
    return jdbc.sql(
            "select %s from inbox i join inbox_progress p using (id) where id = :id"
                .formatted(InboxItems.COLUMNS))
        .param("id", id)
        .query(InboxItems::read)
        .optional();
  }

  /** The message that came first under the id of a conflicting one; it may be forgotten by now. */
  public Optional<Long> firstOf(InboundMessage message) {
    return jdbc.sql(
            """
            select id from inbox
            where partner = ? and message_kind = ? and message_id = ? and not conflicting
            """)
        .params(message.partner(), message.kind(), message.messageId())
        .query(Long.class)
        .optional();
  }

  /** Who had a message applied again, the first time first. */
  public List<Replay> replays(long id) {
    return jdbc.sql(
            "select replayed_at, caller, reason from message_replay where message = ? order by id")
        .param(id)
        .query(
            (row, number) ->
                new Replay(
                    Columns.time(row, "replayed_at"),
                    row.getString("caller"),
                    row.getString("reason")))
        .list();
  }

  /**
   * Messages without their bodies, the newest first.
   *
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<InboxItem> list(InboxFilter filter, @Nullable String cursor, int limit) {
    InboxStatus status = filter.status();
    StringBuilder where = new StringBuilder("p.id < :before");
    if (filter.partner() != null) {
      where.append(" and i.partner = :partner");
    }
    if (status != null) {
      where.append(" and p.status = '").append(status.text()).append('\'');
    }
    List<InboxItem> rows =
        jdbc.sql(
                """
                select %s from inbox_progress p join inbox i using (id)
                where %s order by p.id desc limit :limit
                """
                    .formatted(InboxItems.WITHOUT_BODY, where))
            .param("before", before(cursor))
            .param("partner", filter.partner())
            .param("limit", limit + 1)
            .query(InboxItems::read)
            .list();
    return Page.of(rows, limit, item -> ListCursor.encode(Long.toString(item.id())));
  }

  /** How many messages there are of each status but applied, which would take long to count. */
  public Map<InboxStatus, Long> countUnapplied() {
    Map<InboxStatus, Long> counts = new TreeMap<>();
    RowCallbackHandler count = row -> counts.put(InboxStatus.of(row.getString(1)), row.getLong(2));
    jdbc.sql(
            """
            select status, count(*) from inbox_progress where status = 'received' group by status
            union all
            select status, count(*) from inbox_progress where status = 'waiting' group by status
            union all
            select status, count(*) from inbox_progress
            where status in ('failed', 'contract_violation', 'conflicting') group by status
            """)
        .query(count);
    return counts;
  }

  /** What a poll's last step left for the next. */
  public Optional<JsonNode> checkpoint(String partner, String poll) {
    return jdbc.sql("select checkpoint from poll_checkpoint where partner = ? and poll = ?")
        .params(partner, poll)
        .query((row, number) -> Columns.json(row, "checkpoint"))
        .optional();
  }

  private static long before(@Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(ListCursor.decode(cursor));
    } catch (NumberFormatException e) {
      throw new InvalidCursor(cursor, e);
    }
  }
}
