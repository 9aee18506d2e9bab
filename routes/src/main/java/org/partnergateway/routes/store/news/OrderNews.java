package org.partnergateway.routes.store.news;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * News for partners: added with the checkpoint of the event log in one commit, told in order for
 * each order, and kept until taken.
 */
public final class OrderNews {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public OrderNews(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How far the event log was read; null before the first time. */
  public @Nullable String cursor(String partner) {
    return jdbc.sql("select cursor from order_news_checkpoint where partner = ?")
        .param(partner)
        .query((row, number) -> Optional.ofNullable(row.getString("cursor")))
        .optional()
        .flatMap(cursor -> cursor)
        .orElse(null);
  }

  /** In the transaction of what was added. */
  public void keepCursor(String partner, @Nullable String cursor) {
    jdbc.sql(
            """
            insert into order_news_checkpoint (partner, cursor, updated_at)
            values (:partner, :cursor, :now)
            on conflict (partner) do update set cursor = :cursor, updated_at = :now
            """)
        .param("partner", partner)
        .param("cursor", cursor)
        .param("now", now())
        .update();
  }

  /** What was last added for the order; empty when nothing was. */
  public Optional<Fingerprint> latest(String partner, String orderId) {
    return jdbc.sql(
            """
            select fingerprint from order_news where partner = ? and order_id = ?
            order by number desc limit 1
            """)
        .params(partner, orderId)
        .query((row, number) -> Fingerprint.stored(row.getBytes("fingerprint")))
        .optional();
  }

  /** Adds what an event tells; once more is the same as once. */
  public void add(
      String partner, String orderId, String eventId, Fingerprint fingerprint, JsonNode news) {
    jdbc.sql(
            """
            insert into order_news (partner, order_id, event_id, fingerprint, news,
              next_attempt_at, created_at, updated_at)
            values (:partner, :order, :event, :fingerprint, :news::json, :now, :now, :now)
            on conflict (partner, event_id) do nothing
            """)
        .param("partner", partner)
        .param("order", orderId)
        .param("event", eventId)
        .param("fingerprint", fingerprint.bytes())
        .param("news", Columns.json(news))
        .param("now", now())
        .update();
  }

  /** The first news of each order, where it is due; each is the caller's for that time. */
  public List<StoredNews> claimDue(String partner, int most, Duration lease) {
    return jdbc.sql(
            """
            update order_news set next_attempt_at = :until, updated_at = :now
            where number in (
              select number from order_news n
              where n.partner = :partner and n.status = 'waiting' and n.next_attempt_at <= :now
              and not exists (
                select 1 from order_news earlier
                where earlier.partner = n.partner and earlier.order_id = n.order_id
                and earlier.status = 'waiting' and earlier.number < n.number)
              order by number limit :most for update skip locked)
            returning *
            """)
        .param("partner", partner)
        .param("most", most)
        .param("until", Columns.time(clock.instant().plus(lease)))
        .param("now", now())
        .query(OrderNews::read)
        .list();
  }

  /** It was taken. */
  public void told(StoredNews news) {
    settle(news, "told", null);
  }

  /** It will never be taken; what comes after it has it all. */
  public void refused(StoredNews news, String reason) {
    settle(news, "refused", reason);
  }

  private void settle(StoredNews news, String status, @Nullable String reason) {
    jdbc.sql(
            """
            update order_news set status = :status, reason = :reason, updated_at = :now
            where number = :number
            """)
        .param("status", status)
        .param("reason", reason)
        .param("now", now())
        .param("number", news.number())
        .update();
  }

  /** It wasn't taken this time. */
  public void later(StoredNews news, Instant again, String reason) {
    jdbc.sql(
            """
            update order_news
            set tries = tries + 1, next_attempt_at = :again, reason = :reason, updated_at = :now
            where number = :number and status = 'waiting'
            """)
        .param("again", Columns.time(again))
        .param("reason", reason)
        .param("now", now())
        .param("number", news.number())
        .update();
  }

  /** Forgets what was told before that time, but for each order's last. */
  public int forgetBefore(Instant time, int most) {
    return jdbc.sql(
            """
            delete from order_news where number in (
              select number from order_news n
              where status = 'told' and updated_at < :time
              and exists (
                select 1 from order_news later where later.partner = n.partner
                and later.order_id = n.order_id and later.number > n.number)
              order by updated_at limit :most)
            """)
        .param("time", Columns.time(time))
        .param("most", most)
        .update();
  }

  private OffsetDateTime now() {
    return Columns.time(clock.instant());
  }

  private static StoredNews read(ResultSet row, int number) throws SQLException {
    return new StoredNews(
        row.getLong("number"),
        row.getString("partner"),
        row.getString("order_id"),
        row.getString("event_id"),
        row.getInt("tries"),
        Columns.json(row, "news"));
  }
}
