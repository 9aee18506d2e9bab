package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The operation records. An operation is accepted once for a caller and key, and at any time at
 * most one holder of a lease can write to it: each write names the lease, and fails to do anything
 * when somebody took the operation over.
 */
public final class Operations {
  /** After these nothing is ever repeated, so what was sent need not be kept. */
  private static final Set<OperationStatus> SETTLED =
      Set.of(OperationStatus.SUCCEEDED, OperationStatus.DECLINED);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final String holder;

  /**
   * @param holder the process that new leases belong to; see {@link Heartbeat}
   */
  public Operations(JdbcClient jdbc, InstantSource clock, String holder) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.holder = holder;
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
    return standing(asked.caller(), String.valueOf(asked.idempotencyKey()), asked.fingerprint())
        // Forgotten at this very moment: then it is new after all.
        .orElseGet(() -> accept(asked, lease));
  }

  /** What the key stands for, without accepting anything; empty when it stands for nothing. */
  public Optional<Accepted> standing(String caller, String key, Fingerprint fingerprint) {
    return jdbc.sql("select * from operation where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .query(OperationRows::read)
        .optional()
        .map(operation -> judge(operation, fingerprint));
  }

  private static Accepted judge(Operation standing, Fingerprint fingerprint) {
    if (!standing.asked().fingerprint().equals(fingerprint)) {
      return new Accepted.KeyReused(standing);
    }
    Response response = standing.response();
    return response == null
        ? new Accepted.InFlight(standing)
        : new Accepted.Replay(standing, response);
  }

  /**
   * Notes, before anything is sent, that the partner is about to be asked, and what.
   *
   * @param sent what is sent; null where it can't be kept, because a credential is in it
   * @param repeat whether it is what was sent before, byte for byte
   * @return false when the lease is lost: then nothing must be sent
   */
  public boolean markInFlight(
      Lease lease, Duration length, @Nullable SentRequest sent, boolean repeat) {
    return changed(
        jdbc.sql(
                """
                update operation
                set status = 'in_flight', attempts = attempts + 1, next_attempt_at = null,
                    lease_until = :until, updated_at = :now,
                    first_sent_at = case when :repeat then first_sent_at else :now end,
                    sent = case when :repeat then sent else :sent::json end,
                    sent_body = case when :repeat then sent_body else :sentBody end
                where id = :id and fence = :fence
                and status in ('queued', 'in_flight', 'outcome_unknown')
                """)
            .param("until", until(length))
            .param("repeat", repeat)
            .param("sent", sent == null || repeat ? null : SentRequests.head(sent))
            .param("sentBody", sent == null || repeat ? null : sent.body(), Types.BINARY),
        lease);
  }

  /**
   * Keeps what was settled when it was accepted; in the caller's transaction together with that.
   *
   * @return the operation as it stands now
   */
  public Operation settle(Operation accepted, JsonNode plan) {
    return jdbc.sql("update operation set plan = ?::json where id = ? and fence = ? returning *")
        .params(Columns.json(plan), accepted.id(), accepted.fence())
        .query(OperationRows::read)
        .single();
  }

  /**
   * Asks another partner from now on, as if for the first time: what was sent to the one before
   * must never be sent to this one. In the caller's transaction.
   *
   * @param sent whether the partner before was sent anything
   * @return the operation as it stands now; empty when the lease is lost, or it may have been done
   */
  public Optional<Operation> redirect(
      Lease lease, Duration length, String partner, JsonNode request, JsonNode plan, boolean sent) {
    return jdbc.sql(
            """
            update operation
            set partner = :partner, request = :request::json, plan = :plan::json,
                status = 'queued', failure = null, problem = null,
                sent = null, sent_body = null, first_sent_at = null, next_attempt_at = null,
                attempts = case when :wasSent then attempts else greatest(attempts - 1, 0) end,
                lease_until = :until, updated_at = :now
            where id = :id and fence = :fence and doubt_since is null and settling is null
            and status in ('queued', 'in_flight')
            returning *
            """)
        .param("partner", partner)
        .param("request", Columns.json(request))
        .param("plan", Columns.json(plan))
        .param("wasSent", sent)
        .param("until", until(length))
        .param("id", lease.operationId())
        .param("fence", lease.fence())
        .param("now", Columns.time(clock.instant()))
        .query(OperationRows::read)
        .optional();
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
                    lease_until = :lookAgainAt, next_attempt_at = :lookAgainAt, updated_at = :now,
                    attempts = case when :sent then attempts else greatest(attempts - 1, 0) end,
                    tries = :tries, resolution = coalesce(:resolution::json, resolution),
                    doubt_since = case when :status = 'outcome_unknown'
                                       then coalesce(doubt_since, :now) end,
                    settling = coalesce(:settling::json,
                                        case when :status = 'outcome_unknown' then settling end),
                    sent = case when :settled then null else sent end,
                    sent_body = case when :settled then null else sent_body end
                where id = :id and fence = :fence
                and status in ('queued', 'in_flight', 'outcome_unknown')
                """)
            .param("status", outcome.status().text())
            .param("failure", outcome.failure())
            .param("sent", outcome.sent())
            .param("tries", outcome.tries())
            .param("resolution", Columns.jsonOrNull(outcome.resolution()))
            .param("settling", Columns.jsonOrNull(outcome.settling()))
            .param("settled", SETTLED.contains(outcome.status()))
            .param("problem", Columns.jsonOrNull(outcome.problem()))
            .param("responseStatus", response == null ? null : response.status())
            .param("responseHeaders", response == null ? null : Columns.json(response.headers()))
            .param("responseBody", response == null ? null : response.body())
            .param("lookAgainAt", Columns.timeOrNull(outcome.lookAgainAt())),
        lease);
  }

  private Optional<Operation> insert(NewOperation asked, Duration lease) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            insert into operation
              (id, kind, partner, caller, idempotency_key, fingerprint, reference, request,
               resource_kind, resource_id, order_id, plan, durable, status, holder, lease_until,
               queued_at, created_at, updated_at)
            values
              (:id, :kind, :partner, :caller, :key, :fingerprint, :reference, :request::json,
               :resourceKind, :resourceId, :orderId, :plan::json, :durable, 'queued', :holder, :until, :now,
               :now, :now)
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
        .param("plan", Columns.jsonOrNull(asked.plan()))
        .param("durable", asked.durable())
        .param("holder", holder)
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
