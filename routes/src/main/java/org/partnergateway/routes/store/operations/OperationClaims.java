package org.partnergateway.routes.store.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How an operation comes into other hands: each claim raises its fence, so that whoever held it
 * before can't write any more. At no time are there two holders.
 */
public final class OperationClaims {
  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final String holder;

  /**
   * @param holder the process that the leases belong to; see {@link Heartbeat}
   */
  public OperationClaims(JdbcClient jdbc, InstantSource clock, String holder) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.holder = holder;
  }

  /**
   * Takes over operations that nobody looks after: accepted or sent by a process that is gone, put
   * off until now, or to be looked up by now. The status tells what may have happened: queued was
   * not sent, in flight and outcome unknown may have been, and are in doubt from now on, unless the
   * partner has said that it is at work on it.
   */
  public List<Operation> claimAbandoned(Instant now, int most, Duration lease) {
    return jdbc.sql(
            """
            update operation
            set fence = fence + 1, lease_until = :until, next_attempt_at = null, updated_at = :now,
                holder = :holder,
                doubt_since = case when status = 'in_flight' and settling is null
                                   then coalesce(doubt_since, :now)
                                   else doubt_since end
            where id in (
              select id from operation o
              where lease_until <= :now
              or (lease_until is not null and next_attempt_at is null and holder is not null
                  and not exists (
                    select 1 from gateway_process p where p.id = o.holder
                    and p.seen_at > clock_timestamp() - :dead * interval '1 millisecond')
                  and exists (
                    select 1 from gateway_process me where me.id = :holder
                    and me.seen_at > clock_timestamp() - :dead * interval '1 millisecond'
                    and me.steady_since < clock_timestamp() - :dead * interval '1 millisecond'))
              order by lease_until limit :most for update skip locked)
            returning *
            """)
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
        .param("holder", holder)
        .param("dead", Heartbeat.DEAD_AFTER.toMillis())
        .param("most", most)
        .query(OperationRows::read)
        .list();
  }

  /**
   * Takes over one operation that is parked or put off, for a person who resolves it.
   *
   * @return empty when it is not there, has ended, or is being worked on
   */
  public Optional<Operation> takeOver(String id, Duration lease) {
    return claim(
        """
        status in ('queued', 'in_flight', 'outcome_unknown')
        and (lease_until is null or lease_until <= :now or next_attempt_at is not null)
        """,
        "doubt_since = case when status = 'in_flight' and settling is null"
            + " then coalesce(doubt_since, :now) else doubt_since end, next_attempt_at = null",
        id,
        List.of(""),
        null,
        lease);
  }

  /**
   * Takes over one operation that another takes the place of: that waits to be sent, or has been in
   * doubt for some time, and is not being worked on.
   *
   * @param doubtBefore since when it must have been in doubt
   * @return empty when it isn't such a one
   */
  public Optional<Operation> supersede(String id, Instant doubtBefore, Duration lease) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            update operation
            set fence = fence + 1, lease_until = :until, updated_at = :now, holder = :holder
            where id = :id and (
              status = 'queued' and next_attempt_at is not null
              or status = 'outcome_unknown' and doubt_since <= :before
              and (lease_until is null or next_attempt_at is not null))
            returning *
            """)
        .param("id", id)
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
        .param("holder", holder)
        .param("before", Columns.time(doubtBefore))
        .query(OperationRows::read)
        .optional();
  }

  /**
   * Opens an operation again that failed without having reached the partner, for the caller who
   * asks once more under the same key. Its answer is forgotten.
   *
   * @param durable whether the caller wants it tried durably now
   * @return empty when it didn't fail so, a person has decided it, or somebody else was quicker
   */
  public Optional<Operation> reopen(
      String id, Collection<String> failures, boolean durable, Duration lease) {
    return claim(
        "(status = 'failed' and resolution is null or status = 'dead_letter')"
            + " and failure in (:failures)",
        OPENED + (durable ? ", durable = true" : ""),
        id,
        failures,
        null,
        lease);
  }

  /**
   * Takes a dead letter up again, to be tried from the beginning.
   *
   * @param decision who wants it, and when
   * @return empty when it is none, or somebody else was quicker
   */
  public Optional<Operation> revive(String id, String decision, Duration lease) {
    return claim(
        "status = 'dead_letter'",
        OPENED + ", durable = true, resolution = :decision::json",
        id,
        List.of(""),
        decision,
        lease);
  }

  private static final String OPENED =
      """
      status = 'queued', failure = null, problem = null, response_status = null,
      response_headers = null, response_body = null, tries = 0, queued_at = :now, next_attempt_at = null
      """;

  private Optional<Operation> claim(
      String condition,
      String changes,
      String id,
      Collection<String> failures,
      @Nullable String decision,
      Duration lease) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            update operation
            set fence = fence + 1, lease_until = :until, updated_at = :now, holder = :holder, %s
            where id = :id and %s
            returning *
            """
                .formatted(changes, condition))
        .param("id", id)
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
        .param("holder", holder)
        .param("failures", failures)
        .param("decision", decision)
        .query(OperationRows::read)
        .optional();
  }
}
