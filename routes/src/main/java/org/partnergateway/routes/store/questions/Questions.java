package org.partnergateway.routes.store.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.operations.Heartbeat;
import org.partnergateway.routes.store.operations.Response;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The questions' records. One is accepted once for a partner, endpoint and key, and has one holder
 * at a time: each write names its fence, and does nothing when somebody has taken it over.
 */
public final class Questions {
  /** Whoever held it is gone, or has let go. */
  private static final String FREE =
      """
      answered_at is null and (lease_until is null or lease_until <= :now
        or (not exists (select 1 from gateway_process p where p.id = question.holder
              and p.seen_at > clock_timestamp() - :dead * interval '1 millisecond')
            and exists (select 1 from gateway_process me where me.id = :holder
              and me.seen_at > clock_timestamp() - :dead * interval '1 millisecond'
              and me.steady_since < clock_timestamp() - :dead * interval '1 millisecond')))
      """;

  private static final String CLAIM =
      """
      update question
      set fence = fence + 1, holder = :holder, lease_until = :until, next_attempt_at = null,
          updated_at = :now
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final String holder;

  /**
   * @param holder the process that leases belong to
   */
  public Questions(JdbcClient jdbc, InstantSource clock, String holder) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.holder = holder;
  }

  /** Accepts a question, or tells what its key was used for before. */
  public Taken accept(NewQuestion asked, Duration lease) {
    Instant now = clock.instant();
    Optional<StoredQuestion> inserted =
        jdbc.sql(
                """
                insert into question (id, partner, name, endpoint, idempotency_key, fingerprint,
                  subject, request, holder, lease_until, created_at, updated_at)
                values (:id, :partner, :name, :endpoint, :key, :fingerprint,
                  :subject, :request::json, :holder, :until, :now, :now)
                on conflict (partner, endpoint, idempotency_key) do nothing
                returning *
                """)
            .param("id", asked.id())
            .param("partner", asked.partner())
            .param("name", asked.name())
            .param("endpoint", asked.endpoint())
            .param("key", asked.key())
            .param("fingerprint", asked.fingerprint().bytes())
            .param("subject", asked.subject())
            .param("request", Columns.json(asked.request()))
            .param("holder", holder)
            .param("until", Columns.time(now.plus(lease)))
            .param("now", Columns.time(now))
            .query(Questions::read)
            .optional();
    if (inserted.isPresent()) {
      return new Taken.Ours(inserted.get());
    }
    // Forgotten at this very moment: then it is new after all.
    return standing(asked)
        .map(standing -> judge(standing, asked, lease))
        .orElseGet(() -> accept(asked, lease));
  }

  private record Standing(String id, Fingerprint fingerprint, @Nullable Response response) {}

  private Optional<Standing> standing(NewQuestion asked) {
    return jdbc.sql(
            """
            select * from question where partner = ? and endpoint = ? and idempotency_key = ?
            """)
        .params(asked.partner(), asked.endpoint(), asked.key())
        .query(
            (row, number) ->
                new Standing(
                    row.getString("id"),
                    Fingerprint.stored(row.getBytes("fingerprint")),
                    response(row)))
        .optional();
  }

  private Taken judge(Standing standing, NewQuestion asked, Duration lease) {
    if (!standing.fingerprint().equals(asked.fingerprint())) {
      return new Taken.KeyReused();
    }
    Response response = standing.response();
    if (response != null) {
      return new Taken.Replay(response);
    }
    Instant now = clock.instant();
    return claim(CLAIM + " where id = :id and " + FREE + " returning *", now, lease)
        .param("id", standing.id())
        .query(Questions::read)
        .optional()
        .<Taken>map(Taken.Ours::new)
        .orElseGet(Taken.InFlight::new);
  }

  /** Takes over what is to be gone on with by itself, or was begun by a process that is gone. */
  public List<StoredQuestion> claimDue(int most, Duration lease) {
    return claim(
            CLAIM
                + """
                where id in (
                  select id from question
                  where (next_attempt_at <= :now or (lease_until is not null and state is not null))
                  and\s"""
                + FREE
                + " order by updated_at limit :most for update skip locked) returning *",
            clock.instant(),
            lease)
        .param("most", most)
        .query(Questions::read)
        .list();
  }

  private JdbcClient.StatementSpec claim(String sql, Instant now, Duration lease) {
    return jdbc.sql(sql)
        .param("holder", holder)
        .param("now", Columns.time(now))
        .param("until", Columns.time(now.plus(lease)))
        .param("dead", Heartbeat.DEAD_AFTER.toMillis());
  }

  /**
   * Notes how far it has come, and keeps it for longer.
   *
   * @param state null: nothing is begun any more, a next try begins anew
   * @param paying whether from now on it is the one that pays for its subject
   * @return false when it is somebody else's by now
   * @throws DuplicateKeyException when another one pays for the subject
   */
  public boolean note(
      StoredQuestion question, @Nullable JsonNode state, boolean paying, Duration lease) {
    return changed(
        """
        update question
        set state = :state::json, paying = :paying, lease_until = :until, updated_at = :now
        """,
        question,
        update ->
            update
                .param("state", Columns.jsonOrNull(state))
                .param("paying", paying)
                .param("until", Columns.time(clock.instant().plus(lease))));
  }

  /**
   * Lets go of it without an answer.
   *
   * @param again when it is gone on with by itself; null when only the partner's next try does
   */
  public boolean letGo(StoredQuestion question, @Nullable Instant again) {
    return changed(
        """
        update question
        set lease_until = null, next_attempt_at = :again, updated_at = :now,
            tries = case when :again::timestamptz is null then tries else tries + 1 end
        """,
        question,
        update -> update.param("again", Columns.timeOrNull(again)));
  }

  /**
   * Keeps the answer, to be given again.
   *
   * @param request what of the request is kept from now on
   */
  public boolean answer(StoredQuestion question, Response response, JsonNode request) {
    return changed(
        """
        update question
        set answered_at = :now, updated_at = :now, lease_until = null, next_attempt_at = null,
            request = :request::json, response_status = :status,
            response_headers = :headers::json, response_body = :body
        """,
        question,
        update ->
            update
                .param("request", Columns.json(request))
                .param("status", response.status())
                .param("headers", Columns.json(response.headers()))
                .param("body", response.body()));
  }

  private interface Parameters {
    JdbcClient.StatementSpec add(JdbcClient.StatementSpec update);
  }

  private boolean changed(String update, StoredQuestion question, Parameters parameters) {
    return parameters
            .add(
                jdbc.sql(update + " where id = :id and fence = :fence and answered_at is null")
                    .param("id", question.id())
                    .param("fence", question.fence())
                    .param("now", Columns.time(clock.instant())))
            .update()
        == 1;
  }

  /**
   * Forgets what was answered before that time, and what nobody has come back to since. What is
   * under way stays.
   */
  public int forgetBefore(Instant time, int most) {
    return jdbc.sql(
            """
            delete from question where id in (
              select id from question
              where updated_at < :time and lease_until is null and next_attempt_at is null
              and (answered_at is not null or state is null or state ->> 'step' = 'idle')
              order by updated_at limit :most for update skip locked)
            """)
        .param("time", Columns.time(time))
        .param("most", most)
        .update();
  }

  private static @Nullable Response response(ResultSet row) throws SQLException {
    int status = row.getInt("response_status");
    return row.wasNull()
        ? null
        : new Response(
            status, Columns.json(row, "response_headers"), row.getBytes("response_body"));
  }

  private static StoredQuestion read(ResultSet row, int number) throws SQLException {
    return new StoredQuestion(
        row.getString("id"),
        row.getString("partner"),
        row.getString("name"),
        row.getString("subject"),
        Columns.json(row, "request"),
        Columns.jsonOrNull(row, "state"),
        row.getInt("fence"),
        row.getInt("tries"));
  }
}
