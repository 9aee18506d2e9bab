package org.partnergateway.routes.store.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checkpoint of whoever publishes the event log to one destination. */
public final class Publication implements EventHold {
  private static final String POSITION =
      "select number from event_publication where destination = ?";

  /** By the order's numbers, which an event has from the moment that it can be read. */
  private static final String BEHIND =
      """
      select greatest(0, s.last - greatest(s.forgotten, coalesce(
        (select number from event_publication where destination = ?), 0)))
      from event_order_state s
      """;

  private static final String OLDEST =
      """
      select e.occurred_at
      from (
        select position from event_order
        where number > coalesce((select number from event_publication where destination = ?), 0)
        order by number limit 1
      ) next
      join event_log e using (position)
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final String destination;

  /**
   * @param destination what it is published to, such as {@code kafka/topic}
   */
  public Publication(JdbcClient jdbc, InstantSource clock, String destination) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.destination = destination;
  }

  /** A cursor for {@link EventReader}; null when nothing has been published yet. */
  public @Nullable String position() {
    long number = publishedUpTo();
    return number == 0 ? null : new EventCursor(number).text();
  }

  @Override
  public long publishedUpTo() {
    return jdbc.sql(POSITION).param(destination).query(Long.class).optional().orElse(0L);
  }

  /**
   * What comes before a cursor has been acknowledged.
   *
   * @param from what {@link #position} was before
   * @return false when it isn't any more: somebody else publishes
   */
  public boolean move(@Nullable String from, String to) {
    long before = from == null ? 0 : EventCursor.parse(from).number();
    return jdbc.sql(
                """
                insert into event_publication as p (destination, number, moved_at)
                values (:destination, :to, :now)
                on conflict (destination) do update
                set number = excluded.number, moved_at = excluded.moved_at
                where p.number = :from
                """)
            .param("destination", destination)
            .param("to", EventCursor.parse(to).number())
            .param("from", before)
            .param("now", Columns.time(clock.instant()))
            .update()
        == 1;
  }

  /** How many events wait to be published. */
  public long behind() {
    return jdbc.sql(BEHIND).param(destination).query(Long.class).single();
  }

  /** For how long the oldest of them has waited; zero when none does. */
  public Duration delay() {
    return jdbc.sql(OLDEST)
        .param(destination)
        .query((row, index) -> Columns.time(row, "occurred_at"))
        .optional()
        .map(oldest -> age(oldest))
        .orElse(Duration.ZERO);
  }

  private Duration age(Instant oldest) {
    Duration age = Duration.between(oldest, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
