package org.partnergateway.routes.store.settlements;

import java.util.List;
import java.util.Optional;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.events.EventOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which payments, refunds and orders had news that settlements don't know of yet. */
public final class FollowedEvents {
  private final JdbcClient jdbc;
  private final EventOrder order;

  public FollowedEvents(JdbcClient jdbc, EventOrder order) {
    this.jdbc = jdbc;
    this.order = order;
  }

  /**
   * @param last the number of the last event among them
   * @param ids of what they are about, each once
   */
  public record News(long last, List<String> ids) {}

  private record Row(long number, String subject, String type) {}

  /**
   * The next of them, kept from others until the caller's transaction ends.
   *
   * @param most so many events
   * @return empty when there are none, or others are at them
   */
  public Optional<News> next(int most) {
    OwnTransaction.require("FollowedEvents.next");
    Optional<Long> seen =
        jdbc.sql("select number from settlement_follower for update skip locked")
            .query(Long.class)
            .optional();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    order.advance();
    List<Row> rows =
        jdbc.sql(
                """
                select event_order.number, subject, type
                from event_order join event_log using (position)
                where event_order.number > ? order by event_order.number limit ?
                """)
            .params(seen.get(), most)
            .query(Row.class)
            .list();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new News(
                rows.getLast().number(),
                rows.stream()
                    .filter(FollowedEvents::counts)
                    .map(Row::subject)
                    .distinct()
                    .toList()));
  }

  private static boolean counts(Row row) {
    return row.type().startsWith("org.partnergateway.payment.")
        || row.type().startsWith("org.partnergateway.refund.")
        || row.type().startsWith("org.partnergateway.order.");
  }

  /** Whether there is any settlement that news could be about. */
  public boolean isAnySettlement() {
    return jdbc.sql("select exists (select 1 from settlement)").query(Boolean.class).single();
  }

  /** Goes past all events that there are. */
  public void skip() {
    jdbc.sql("update settlement_follower set number = (select last from event_order_state)")
        .update();
  }

  /** Notes that the events up to that number were followed. */
  public void followed(long number) {
    jdbc.sql("update settlement_follower set number = ?").param(number).update();
  }
}
