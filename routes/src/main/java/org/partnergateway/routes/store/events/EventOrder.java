package org.partnergateway.routes.store.events;

import java.time.Instant;
import java.util.Objects;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives events the numbers by which all readers get them in one order, which is that of their
 * commits: an event that was committed before another was appended has the lower number.
 *
 * <p>A position alone will not do: a transaction that commits late drew its positions early. Nor
 * will the number of the transaction: one that began early may append after a later one has
 * committed. So numbers are given afterwards, under one lock, from one snapshot of the database to
 * the next: what the next shows and the one before did not, by position. Transactions that stay
 * open for long hold nothing up; they only make each step longer, since what was appended meanwhile
 * is gone through again.
 */
public final class EventOrder {
  private static final String SOMETHING_NEW =
      """
      select exists (
        select 1 from event_log e
        where e.transaction >= pg_snapshot_xmin(s.seen)
        and not pg_visible_in_snapshot(e.transaction, s.seen))
      from event_order_state s
      """;

  // The snapshot that is kept is the one that the statement itself goes by.
  private static final String GIVE =
      """
      with given as (
        insert into event_order (number, position)
        select s.last + row_number() over (order by e.position), e.position
        from event_order_state s, event_log e
        where %s
        on conflict (position) do nothing
        returning number
      )
      update event_order_state
      set seen = pg_current_snapshot(), cluster = %s,
          last = greatest(last, (select max(number) from given))
      """;

  private static final String GIVE_NEW =
      GIVE.formatted(
          """
          e.transaction >= pg_snapshot_xmin(s.seen)
          and not pg_visible_in_snapshot(e.transaction, s.seen)
          and pg_visible_in_snapshot(e.transaction, pg_current_snapshot())
          """,
          "cluster");

  private static final String THIS_CLUSTER = "(select system_identifier from pg_control_system())";

  private static final String GIVE_ALL =
      GIVE.formatted(
          "not exists (select 1 from event_order o where o.position = e.position)", THIS_CLUSTER);

  private static final String FORGET =
      """
      with walked as (
        select o.number, o.position, e.occurred_at
        from event_order o join event_log e using (position) order by o.number limit ?
      ), old as (
        select number, position from walked
        where number < coalesce(
          (select min(number) from walked where occurred_at >= ?), 9223372036854775807)
        and number <= ?
      ), numbers as (
        delete from event_order where number in (select number from old)
      ), events as (
        delete from event_log where position in (select position from old) returning 1
      ), noted as (
        update event_order_state set forgotten = greatest(forgotten, (select max(number) from old))
        where exists (select 1 from old)
      )
      select count(*)::int from events
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate own;
  private volatile boolean sameCluster;

  public EventOrder(JdbcTemplate jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.own =
        new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
    own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Gives all events that are committed by now their numbers. */
  public void advance() {
    if (!sameCluster) {
      own.executeWithoutResult(transaction -> adopt());
      sameCluster = true;
    }
    if (Boolean.TRUE.equals(jdbc.queryForObject(SOMETHING_NEW, Boolean.class))) {
      own.executeWithoutResult(
          transaction -> {
            lock();
            jdbc.update(GIVE_NEW);
          });
    }
  }

  /** The number of the last event that is committed by now; 0 before the first. */
  public long last() {
    advance();
    Long last = jdbc.queryForObject("select last from event_order_state", Long.class);
    return Objects.requireNonNull(last);
  }

  /**
   * Rows that were restored into another cluster bear transaction ids that mean nothing there: all
   * that have no number yet get one, and from then on the new cluster's ids count.
   */
  private void adopt() {
    lock();
    Boolean known =
        jdbc.queryForObject(
            "select cluster = %s from event_order_state".formatted(THIS_CLUSTER), Boolean.class);
    if (!Boolean.TRUE.equals(known)) {
      jdbc.update(GIVE_ALL);
    }
  }

  private void lock() {
    jdbc.queryForList("select single from event_order_state for update", Boolean.class);
  }

  /**
   * Forgets the oldest events, up to the first that happened at that time or later.
   *
   * @param most at most so many at once, to keep the transaction short
   * @return how many were forgotten
   */
  public int forgetBefore(Instant time, int most) {
    return forgetBefore(time, most, Long.MAX_VALUE);
  }

  /**
   * The same, but none with a number above {@code upTo}.
   *
   * @param upTo as {@link EventHold} has it
   */
  public int forgetBefore(Instant time, int most, long upTo) {
    Integer forgotten = jdbc.queryForObject(FORGET, Integer.class, most, Columns.time(time), upTo);
    return Objects.requireNonNull(forgotten);
  }

  /** Whether the oldest event that is kept happened before that time. */
  public boolean isOldestBefore(Instant time) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select coalesce((
              select e.occurred_at < ?
              from (select position from event_order order by number limit 1) oldest
              join event_log e using (position)), false)
            """,
            Boolean.class,
            Columns.time(time)));
  }
}
