package org.partnergateway.routes.store.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The operation records. An operation is accepted once for a caller and key, and at any time at
 * most one holder of a lease can write to it: each write names the lease, and fails to do anything
 * when somebody took the operation over.
 */
public final class Operations {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Operations(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Accepts a request, or tells what its key was used for before. Committed by itself unless the
   * caller has a transaction.
   *
   * @param lease how long the caller has the operation to himself when it is new
   */
  public Accepted accept(NewOperation asked, Duration lease) {
    Optional<Operation> inserted = insert(asked, lease);
    if (inserted.isPresent()) {
      return new Accepted.New(inserted.get());
    }
    Operation standing =
        jdbc.sql("select * from operation where caller = ? and idempotency_key = ?")
            .params(asked.caller(), asked.idempotencyKey())
            .query(OperationRows::read)
            .single();
    if (!standing.asked().fingerprint().equals(asked.fingerprint())) {
      return new Accepted.KeyReused(standing);
    }
    Response response = standing.response();
    return response == null
        ? new Accepted.InFlight(standing)
        : new Accepted.Replay(standing, response);
  }

  /** Notes, before anything is sent, that the partner is about to be asked. */
  public boolean markInFlight(Lease lease, Duration length) {
    return changed(
        jdbc.sql(
                """
                update operation
                set status = 'in_flight', attempts = attempts + 1, next_attempt_at = null,
                    lease_until = :until, updated_at = :now
                where id = :id and fence = :fence
                and status in ('queued', 'in_flight', 'outcome_unknown')
                """)
            .param("until", until(length)),
        lease);
  }

  /** Keeps the lease for longer; false when it is lost. */
  public boolean extendLease(Lease lease, Duration length) {
    return changed(
        jdbc.sql(
                """
                update operation set lease_until = :until, updated_at = :now
                where id = :id and fence = :fence and lease_until is not null
                """)
            .param("until", until(length)),
        lease);
  }

  /**
   * Lets anybody take the operation over at once; false when the lease is lost or the operation has
   * ended.
   */
  public boolean giveUp(Lease lease) {
    return changed(
        jdbc.sql(
            """
            update operation set lease_until = :now, updated_at = :now
            where id = :id and fence = :fence and lease_until > :now
            and status in ('queued', 'in_flight', 'outcome_unknown')
            """),
        lease);
  }

  /**
   * Notes how an attempt ended; in the caller's transaction together with ledger and events.
   *
   * @return false when the lease is lost or the operation has ended: then nothing was written, and
   *     the caller's transaction must not be committed
   */
  public boolean finish(Lease lease, Outcome outcome) {
    Response response = outcome.response();
    return changed(
        jdbc.sql(
                """
                update operation
                set status = :status, failure = :failure, problem = :problem::json,
                    response_status = coalesce(:responseStatus, response_status),
                    response_headers = coalesce(:responseHeaders::json, response_headers),
                    response_body = coalesce(:responseBody, response_body),
                    lease_until = :lookAgainAt, next_attempt_at = :lookAgainAt, updated_at = :now
                where id = :id and fence = :fence
                and status in ('queued', 'in_flight', 'outcome_unknown')
                """)
            .param("status", outcome.status().text())
            .param("failure", outcome.failure())
            .param("problem", Columns.jsonOrNull(outcome.problem()))
            .param("responseStatus", response == null ? null : response.status())
            .param("responseHeaders", response == null ? null : Columns.json(response.headers()))
            .param("responseBody", response == null ? null : response.body())
            .param("lookAgainAt", Columns.timeOrNull(outcome.lookAgainAt())),
        lease);
  }

  /**
   * Takes over operations that nobody looks after: accepted or sent by a process that is gone, put
   * off until now, or to be looked up by now. The status tells what may have happened: queued was
   * not sent, in flight and outcome unknown may have been.
   */
  public List<Operation> claimAbandoned(Instant now, int most, Duration lease) {
    return jdbc.sql(
            """
            update operation
            set fence = fence + 1, lease_until = :until, next_attempt_at = null, updated_at = :now
            where id in (
              select id from operation where lease_until <= :now
              order by lease_until limit :most for update skip locked)
            returning *
            """)
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
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
    return jdbc.sql(
            """
            update operation
            set fence = fence + 1, lease_until = :until, next_attempt_at = null, updated_at = :now
            where id = :id and status in ('queued', 'in_flight', 'outcome_unknown')
            and (lease_until is null or lease_until <= :now or next_attempt_at is not null)
            returning *
            """)
        .param("id", id)
        .param("until", until(lease))
        .param("now", Columns.time(clock.instant()))
        .query(OperationRows::read)
        .optional();
  }

  private Optional<Operation> insert(NewOperation asked, Duration lease) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            insert into operation
              (id, kind, partner, caller, idempotency_key, fingerprint, reference, request,
               resource_kind, resource_id, order_id, status, lease_until, created_at, updated_at)
            values
              (:id, :kind, :partner, :caller, :key, :fingerprint, :reference, :request::json,
               :resourceKind, :resourceId, :orderId, 'queued', :until, :now, :now)
            on conflict (caller, idempotency_key) do nothing
            returning *
            """)
        .param("id", asked.id())
        .param("kind", asked.kind())
        .param("partner", asked.partner())
        .param("caller", asked.caller())
        .param("key", asked.idempotencyKey())
        .param("fingerprint", asked.fingerprint().bytes())
        .param("reference", asked.reference())
        .param("request", Columns.json(asked.request()))
        .param("resourceKind", asked.resourceKind())
        .param("resourceId", asked.resourceId())
        .param("orderId", asked.orderId())
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
        .query(OperationRows::read)
        .optional();
  }

  private boolean changed(JdbcClient.StatementSpec update, Lease lease) {
    return update
            .param("id", lease.operationId())
            .param("fence", lease.fence())
            .param("now", Columns.time(clock.instant()))
            .update()
        == 1;
  }

  private OffsetDateTime until(Duration length) {
    return Columns.time(clock.instant().plus(length));
  }

  /**
   * Opens an operation again that failed without having reached the partner, for the caller who
   * asks once more under the same key. Its answer is forgotten.
   *
   * @return empty when it didn't fail so, or somebody else was quicker
   */
  public Optional<Operation> reopen(String id, Collection<String> failures, Duration lease) {
    return jdbc.sql(
            """
            update operation
            set status = 'queued', failure = null, problem = null, response_status = null,
                response_headers = null, response_body = null, fence = fence + 1,
                lease_until = :until, updated_at = :now
            where id = :id and status = 'failed' and failure in (:failures)
            returning *
            """)
        .param("id", id)
        .param("failures", failures)
        .param("until", until(lease))
        .param("now", Columns.time(clock.instant()))
        .query(OperationRows::read)
        .optional();
  }

  /**
   * Another operation that is under way, or whose outcome isn't known, on the same thing.
   *
   * @param exceptCaller whose operations stand in nobody's way
   */
  public Optional<String> openOn(
      String resourceKind, String resourceId, String exceptId, String exceptCaller) {
    return jdbc.sql(
            """
            select id from operation
            where resource_kind = ? and resource_id = ? and id <> ? and caller <> ?
            and status in ('queued', 'in_flight', 'outcome_unknown') limit 1
            """)
        .params(resourceKind, resourceId, exceptId, exceptCaller)
        .query(String.class)
        .optional();
  }
}
