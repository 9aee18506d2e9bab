package org.partnergateway.routes.store.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.events.EventReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What endpoints are to be sent. A delivery is one holder's for the length of a lease, then due
 * again: what a process that died was at is sent once more, under the same id.
 */
public final class WebhookDeliveries {
  // Those of one key in order, as far as nothing fails: each waits for the first attempt of those
  // before it, and for no second one.
  private static final String CLAIM =
      """
      with claimed as (
        update webhook_delivery set next_attempt_at = :until, updated_at = :now
        where number in (
          select number from webhook_delivery n
          where n.endpoint = :endpoint and n.status = 'pending' and n.next_attempt_at <= :now
          and not exists (
            select 1 from webhook_delivery earlier
            where earlier.endpoint = n.endpoint and earlier.partition_key = n.partition_key
            and earlier.status = 'pending' and earlier.tries = 0 and earlier.number < n.number)
          order by next_attempt_at, number limit :most for update skip locked)
        returning number, event_id, event_type, event_number, tries, body
      )
      select c.number as delivery, c.event_id, c.event_type, c.tries, c.body, e.*
      from claimed c
      left join event_order o on o.number = c.event_number
      left join event_log e on e.position = o.position
      order by c.number
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public WebhookDeliveries(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What is due; each is the caller's for that time. */
  public List<ClaimedDelivery> claim(String endpoint, int most, Duration lease) {
    return jdbc.sql(CLAIM)
        .param("endpoint", endpoint)
        .param("most", most)
        .param("until", Columns.time(clock.instant().plus(lease)))
        .param("now", now())
        .query(WebhookDeliveries::claimed)
        .list();
  }

  private static ClaimedDelivery claimed(ResultSet row, int number) throws SQLException {
    return new ClaimedDelivery(
        row.getLong("delivery"),
        row.getString("event_id"),
        row.getString("event_type"),
        row.getInt("tries"),
        row.getString("id") == null ? null : EventReader.event(row),
        Columns.jsonOrNull(row, "body"));
  }

  /** It wasn't sent after all; it is due at that time. */
  public void giveBack(ClaimedDelivery delivery, Instant due) {
    jdbc.sql(
            """
            update webhook_delivery set next_attempt_at = :due
            where number = :number and status = 'pending' and tries = :tries
            """)
        .param("due", Columns.time(due))
        .param("number", delivery.number())
        .param("tries", delivery.tries())
        .update();
  }

  /** It was taken. */
  public void delivered(ClaimedDelivery delivery, Attempt attempt) {
    settle(delivery, attempt, "delivered", clock.instant());
  }

  /** It wasn't, and is tried again. */
  public void later(ClaimedDelivery delivery, Attempt attempt, Instant again) {
    settle(delivery, attempt, "pending", again);
  }

  /** It wasn't, and is not tried again by itself. */
  public void failed(ClaimedDelivery delivery, Attempt attempt) {
    settle(delivery, attempt, "failed", clock.instant());
  }

  // Where it is another's by now, because the lease ran out or a person had it sent again, the
  // attempt is shown, and the schedule goes by the other's.
  private void settle(ClaimedDelivery delivery, Attempt attempt, String status, Instant next) {
    jdbc.sql(
            """
            update webhook_delivery
            set status = case when own or :taken then :status else status end,
                tries = case when own then tries + 1 else tries end,
                next_attempt_at = case when own then :next else next_attempt_at end,
                attempts = (attempts::jsonb || :attempt::jsonb)::json, updated_at = :now
            from (
              select status = 'pending' and tries = :tries as own
              from webhook_delivery where number = :number for update) d
            where number = :number
            """)
        .param("status", status)
        .param("taken", status.equals("delivered"))
        .param("tries", delivery.tries())
        .param("next", Columns.time(next))
        .param("attempt", Columns.json(attempt.json()))
        .param("now", now())
        .param("number", delivery.number())
        .update();
  }

  /** Adds what is in no log. */
  public void add(String endpoint, String eventId, String type, JsonNode body) {
    jdbc.sql(
            """
            insert into webhook_delivery (endpoint, event_id, event_type, partition_key,
              next_attempt_at, created_at, updated_at, body)
            values (:endpoint, :event, :type, :event, :now, :now, :now, :body::json)
            """)
        .param("endpoint", endpoint)
        .param("event", eventId)
        .param("type", type)
        .param("body", Columns.json(body))
        .param("now", now())
        .update();
  }

  /**
   * Sends one again, whatever became of it; what is pending is due at once.
   *
   * @return false when there is none
   */
  public boolean resend(String endpoint, String eventId) {
    return resend("event_id = :event", endpoint, eventId, null) == 1;
  }

  /**
   * Sends again what was made since then.
   *
   * @param since null for all that is kept
   * @param delivered whether also what was taken before
   * @return how many
   */
  public int resendSince(String endpoint, @Nullable Instant since, boolean delivered) {
    String which = delivered ? "status in ('delivered', 'failed')" : "status = 'failed'";
    return resend(
        which + " and (:since::timestamptz is null or created_at >= :since)",
        endpoint,
        null,
        since);
  }

  private int resend(
      String which, String endpoint, @Nullable String event, @Nullable Instant since) {
    return jdbc.sql(
            """
            update webhook_delivery
            set status = 'pending', tries = 0, next_attempt_at = :now, updated_at = :now
            where endpoint = :endpoint and\s"""
                + which)
        .param("now", now())
        .param("endpoint", endpoint)
        .param("event", event)
        .param("since", Columns.timeOrNull(since))
        .update();
  }

  /**
   * Forgets what was delivered or failed before that time.
   *
   * @return how many
   */
  public int forgetBefore(Instant time, int most) {
    return jdbc.sql(
            """
            delete from webhook_delivery where number in (
              select number from webhook_delivery
              where status <> 'pending' and updated_at < :time order by updated_at limit :most)
            """)
        .param("time", Columns.time(time))
        .param("most", most)
        .update();
  }

  private OffsetDateTime now() {
    return Columns.time(clock.instant());
  }
}
