package org.partnergateway.routes.store.webhooks;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The endpoints that callers register. What changes more than one row wants a transaction. */
public final class WebhookEndpoints {
  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final EndpointRows rows;

  public WebhookEndpoints(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.rows = new EndpointRows(jdbc, clock);
  }

  /**
   * What a key stands for.
   *
   * @param firstAnswer sealed
   */
  public record Known(String id, Fingerprint fingerprint, byte[] firstAnswer) {}

  /** What the caller's key stands for; empty when nothing. */
  public Optional<Known> known(String caller, String key) {
    return jdbc.sql(
            """
            select id, fingerprint, first_answer from webhook_endpoint
            where caller = ? and idempotency_key = ?
            """)
        .params(caller, key)
        .query(
            (row, number) ->
                new Known(
                    row.getString("id"),
                    Fingerprint.stored(row.getBytes("fingerprint")),
                    row.getBytes("first_answer")))
        .optional();
  }

  /**
   * Adds an endpoint; in a transaction.
   *
   * @return false when the key stands for another by now
   */
  public boolean add(NewEndpoint endpoint) {
    int added =
        settings(
                jdbc.sql(
                    """
                    insert into webhook_endpoint (id, caller, idempotency_key, fingerprint,
                      first_answer, url, description, event_types, signing, header_names,
                      sealed_headers, read_to, created_at, updated_at)
                    values (:id, :caller, :key, :fingerprint, :answer, :url, :description, :types,
                      :signing, :headerNames, :headers, :readTo, :now, :now)
                    on conflict (caller, idempotency_key) do nothing
                    """),
                endpoint.settings())
            .param("id", endpoint.id())
            .param("caller", endpoint.caller())
            .param("key", endpoint.key())
            .param("fingerprint", endpoint.fingerprint().bytes())
            .param("answer", endpoint.firstAnswer())
            .param("signing", endpoint.signing())
            .param("readTo", endpoint.readTo())
            .update();
    if (added == 1) {
      addSecret(endpoint.id(), endpoint.secret());
    }
    return added == 1;
  }

  private void addSecret(String endpoint, WebhookSecret secret) {
    jdbc.sql(
            """
            insert into webhook_secret (endpoint, sealed, public_key, created_at)
            values (:endpoint, :sealed, :publicKey, :createdAt)
            """)
        .param("endpoint", endpoint)
        .param("sealed", secret.sealed())
        .param("publicKey", secret.publicKey())
        .param("createdAt", Columns.time(secret.createdAt()))
        .update();
  }

  /** Changes what a caller says of it. */
  public void change(String id, WebhookSettings settings) {
    settings(
            jdbc.sql(
                """
                update webhook_endpoint
                set url = :url, description = :description, event_types = :types,
                    header_names = :headerNames, sealed_headers = :headers, updated_at = :now
                where id = :id
                """),
            settings)
        .param("id", id)
        .update();
  }

  private JdbcClient.StatementSpec settings(
      JdbcClient.StatementSpec statement, WebhookSettings settings) {
    return statement
        .param("url", settings.url())
        .param("description", settings.description())
        .param("types", settings.eventTypes().toArray(String[]::new))
        .param("headerNames", settings.headerNames().toArray(String[]::new))
        .param("headers", settings.sealedHeaders(), Types.BINARY)
        .param("now", now());
  }

  /** Gets what is due again, at once, whatever it said before. */
  public void enable(String id) {
    jdbc.sql(
            """
            update webhook_endpoint
            set status = 'enabled', disabled_reason = null, disabled_at = null,
                failing_since = null, paused_until = null, updated_at = :now
            where id = :id
            """)
        .param("now", now())
        .param("id", id)
        .update();
  }

  /**
   * Gets nothing from now on, and keeps its place.
   *
   * @param reason {@code requested}, {@code gone} or {@code failing}
   * @return whether it was enabled
   */
  public boolean disable(String id, String reason) {
    return jdbc.sql(
                """
                update webhook_endpoint
                set status = 'disabled', disabled_reason = :reason, disabled_at = :now,
                    updated_at = :now
                where id = :id and status = 'enabled'
                """)
            .param("reason", reason)
            .param("now", now())
            .param("id", id)
            .update()
        == 1;
  }

  /** Another secret signs from now on, the ones before it for a time besides; in a transaction. */
  public void rotate(String id, WebhookSecret next, Duration overlap) {
    Instant end = clock.instant().plus(overlap);
    jdbc.sql(
            """
            update webhook_secret set expires_at = least(expires_at, :end)
            where endpoint = :endpoint
            """)
        .param("end", Columns.time(end))
        .param("endpoint", id)
        .update();
    addSecret(id, next);
    jdbc.sql("update webhook_endpoint set updated_at = ? where id = ?").params(now(), id).update();
  }

  /** With everything that is known of it. */
  public boolean delete(String id) {
    return jdbc.sql("delete from webhook_endpoint where id = ?").param(id).update() == 1;
  }

  public Optional<WebhookEndpoint> find(String id) {
    return rows.read("where id = :id", statement -> statement.param("id", id)).stream().findFirst();
  }

  /** The same, held until the transaction's end. */
  public Optional<WebhookEndpoint> findToChange(String id) {
    return rows.read("where id = :id for update", statement -> statement.param("id", id)).stream()
        .findFirst();
  }

  /**
   * The newest first.
   *
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<WebhookEndpoint> list(@Nullable String cursor, int limit) {
    ListCursor from = ListCursor.parse(cursor);
    List<WebhookEndpoint> found =
        rows.read(
            """
            where (created_at, id) < (:createdAt, :before)
            order by created_at desc, id desc limit :limit
            """,
            statement ->
                statement
                    .param("createdAt", Columns.time(from.createdAt()))
                    .param("before", from.id())
                    .param("limit", limit + 1));
    return Page.of(found, limit, last -> new ListCursor(last.createdAt(), last.id()).text());
  }

  /** Those that may be sent something now, and have something due. */
  public List<WebhookEndpoint> due() {
    return rows.read(
        """
        where status = 'enabled' and (paused_until is null or paused_until <= :now)
        and exists (
          select 1 from webhook_delivery d
          where d.endpoint = e.id and d.status = 'pending' and d.next_attempt_at <= :now)
        order by id
        """,
        statement -> statement);
  }

  /** It took something. */
  public void worked(String id) {
    jdbc.sql(
            """
            update webhook_endpoint set failing_since = null
            where id = ? and failing_since is not null
            """)
        .param(id)
        .update();
  }

  /**
   * It didn't.
   *
   * @param pause until when it wants to be left alone; null when it doesn't say
   * @return since when every attempt has failed; empty when it is deleted
   */
  public Optional<Instant> failed(String id, @Nullable Instant pause) {
    return jdbc.sql(
            """
            update webhook_endpoint
            set failing_since = coalesce(failing_since, :now),
                paused_until = greatest(paused_until, :pause::timestamptz)
            where id = :id
            returning failing_since
            """)
        .param("now", now())
        .param("pause", Columns.timeOrNull(pause))
        .param("id", id)
        .query((row, number) -> Columns.time(row, "failing_since"))
        .optional();
  }

  /** Forgets secrets that have expired, and keys of creations that lie so far back. */
  public void forget(Duration keepKeysFor) {
    jdbc.sql("delete from webhook_secret where expires_at <= ?").param(now()).update();
    jdbc.sql(
            """
            update webhook_endpoint set idempotency_key = null, first_answer = null
            where idempotency_key is not null and created_at < ?
            """)
        .param(Columns.time(clock.instant().minus(keepKeysFor)))
        .update();
  }

  private OffsetDateTime now() {
    return Columns.time(clock.instant());
  }
}
