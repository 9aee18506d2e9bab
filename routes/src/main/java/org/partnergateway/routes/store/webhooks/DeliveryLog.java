package org.partnergateway.routes.store.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries as people look at them. */
public final class DeliveryLog {
  private static final String COLUMNS =
      "number, endpoint, event_id, event_type, status, next_attempt_at, created_at, attempts";

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public DeliveryLog(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Optional<WebhookDelivery> find(String endpoint, String eventId) {
    return jdbc.sql(
            "select %s from webhook_delivery where endpoint = ? and event_id = ?"
                .formatted(COLUMNS))
        .params(endpoint, eventId)
        .query(DeliveryLog::delivery)
        .optional();
  }

  /**
   * An endpoint's deliveries, the newest first.
   *
   * @param status only these; null for all
   * @param type only of events of this type; null for all
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<WebhookDelivery> list(
      String endpoint,
      @Nullable String status,
      @Nullable String type,
      @Nullable String cursor,
      int limit) {
    StringBuilder where = new StringBuilder("endpoint = :endpoint and number < :before");
    if (status != null) {
      where.append(" and status = :status");
    }
    if (type != null) {
      where.append(" and event_type = :type");
    }
    List<WebhookDelivery> rows =
        jdbc.sql(
                "select %s from webhook_delivery where %s order by number desc limit :limit"
                    .formatted(COLUMNS, where))
            .param("endpoint", endpoint)
            .param("before", before(cursor))
            .param("status", status)
            .param("type", type)
            .param("limit", limit + 1)
            .query(DeliveryLog::delivery)
            .list();
    return Page.of(rows, limit, last -> ListCursor.encode(Long.toString(last.number())));
  }

  /** How much waits to be delivered to endpoints that are enabled, and since when. */
  public Waiting waiting() {
    return jdbc.sql(
            """
            select count(*) as deliveries, min(d.created_at) as oldest
            from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint
            where d.status = 'pending' and e.status = 'enabled'
            """)
        .query(
            (row, number) -> {
              Instant oldest = Columns.timeOrNull(row, "oldest");
              Instant now = clock.instant();
              return new Waiting(
                  row.getLong("deliveries"),
                  oldest == null ? 0 : Math.max(0, now.getEpochSecond() - oldest.getEpochSecond()));
            })
        .single();
  }

  /**
   * What waits.
   *
   * @param oldestSeconds how long the oldest of it has been waiting
   */
  public record Waiting(long deliveries, long oldestSeconds) {}

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

  private static WebhookDelivery delivery(ResultSet row, int index) throws SQLException {
    return new WebhookDelivery(
        row.getLong("number"),
        row.getString("endpoint"),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getString("status"),
        Columns.time(row, "next_attempt_at"),
        Columns.time(row, "created_at"),
        Columns.json(row, "attempts"));
  }
}
