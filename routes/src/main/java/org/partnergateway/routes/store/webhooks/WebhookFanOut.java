package org.partnergateway.routes.store.webhooks;

import java.time.InstantSource;
import java.util.List;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.events.EventOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes deliveries of events: for each endpoint from the event log, in its order, with the
 * endpoint's place in one commit. An endpoint that is disabled keeps its place.
 */
public final class WebhookFanOut {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookFanOut.class);
  private static final int PAGE = 500;

  private static final String FAN_OUT =
      """
      with page as (
        select o.number, e.id, e.type, e.partition_key
        from event_order o join event_log e using (position)
        where o.number > :after order by o.number limit :page
      ), added as (
        insert into webhook_delivery (endpoint, event_id, event_number, event_type, partition_key,
          next_attempt_at, created_at, updated_at)
        select :endpoint, p.id, p.number, p.type, p.partition_key, :now, :now, :now
        from page p, webhook_endpoint w
        where w.id = :endpoint and (w.event_types = '{}' or p.type = any(w.event_types))
        order by p.number
        on conflict (endpoint, event_id) do nothing
      )
      update webhook_endpoint
      set read_to = coalesce(
        (select max(number) from page), (select last from event_order_state))
      where id = :endpoint
      returning (select count(*)::int from page)
      """;

  private final JdbcClient jdbc;
  private final EventOrder order;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public WebhookFanOut(
      JdbcClient jdbc, EventOrder order, TransactionTemplate transactions, InstantSource clock) {
    this.jdbc = jdbc;
    this.order = order;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The last event that is committed by now; 0 before the first. */
  public long end() {
    order.advance();
    return jdbc.sql("select last from event_order_state").query(Long.class).single();
  }

  /** Makes the deliveries of all events that are committed by now. */
  public void run() {
    long end = end();
    for (String endpoint : behind(end)) {
      boolean more = true;
      while (more && !Thread.currentThread().isInterrupted()) {
        more = Boolean.TRUE.equals(transactions.execute(transaction -> page(endpoint)));
      }
    }
  }

  private List<String> behind(long end) {
    return jdbc.sql(
            """
            select id from webhook_endpoint where status = 'enabled' and read_to < ?
            order by id
            """)
        .param(end)
        .query(String.class)
        .list();
  }

  /** One page; false when there is no more, or another process is at it. */
  private boolean page(String endpoint) {
    List<Place> places =
        jdbc.sql(
                """
                select w.read_to, s.forgotten from webhook_endpoint w, event_order_state s
                where w.id = ? and w.status = 'enabled' for update of w skip locked
                """)
            .param(endpoint)
            .query((row, number) -> new Place(row.getLong("read_to"), row.getLong("forgotten")))
            .list();
    if (places.isEmpty()) {
      return false;
    }
    Place place = places.getFirst();
    if (place.readTo() < place.forgotten()) {
      LOG.error(
          "{} events were forgotten before webhook endpoint {} was sent them; it was disabled for"
              + " longer than gateway.events.keep-for",
          place.forgotten() - place.readTo(),
          endpoint);
    }
    int events =
        jdbc.sql(FAN_OUT)
            .param("after", place.readTo())
            .param("page", PAGE)
            .param("endpoint", endpoint)
            .param("now", Columns.time(clock.instant()))
            .query(Integer.class)
            .single();
    return events == PAGE;
  }

  private record Place(long readTo, long forgotten) {}
}
