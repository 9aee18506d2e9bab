package org.partnergateway.routes.store.batches;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Batches as people see them, and how one comes into somebody's hands. A claim raises the fence: no
 * two work on a batch, whatever either believes.
 */
public final class BatchRows {
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public BatchRows(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Optional<Batch> find(String id) {
    return jdbc.sql("select * from batch where id = ? and status <> 'receiving'")
        .param(id)
        .query(Batch::read)
        .optional();
  }

  /** Newest first. */
  public Page<Batch> list(
      @Nullable String kind, @Nullable BatchStatus status, @Nullable String cursor, int limit) {
    ListCursor after = ListCursor.parse(cursor);
    List<Batch> rows =
        jdbc.sql(
                """
                select * from batch
                where status <> 'receiving' and (created_at, id) < (:at, :id)
                and (:kind::text is null or kind = :kind)
                and (:status::text is null or status = :status)
                order by created_at desc, id desc limit :limit
                """)
            .param("at", Columns.time(after.createdAt()))
            .param("id", after.id())
            .param("kind", kind)
            .param("status", status == null ? null : status.text())
            .param("limit", limit + 1)
            .query(Batch::read)
            .list();
    return Page.of(rows, limit, b -> new ListCursor(b.createdAt(), b.id()).text());
  }

  /** Takes the batch that waits longest, or whose worker is gone. */
  public Optional<Batch> claim(Duration lease) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            update batch
            set status = 'running', fence = fence + 1, lease_until = :until, updated_at = :now,
                started_at = coalesce(started_at, :now)
            where id = (
              select id from batch
              where status in ('queued', 'running') and not all_read
              and (lease_until is null or lease_until <= :now)
              order by coalesce(lease_until, created_at) limit 1 for update skip locked)
            returning *
            """)
        .param("until", Columns.time(now.plus(lease)))
        .param("now", Columns.time(now))
        .query(Batch::read)
        .optional();
  }

  /**
   * Lets another go on with it, after those that wait for longer.
   *
   * @param wait whether there is no use in it for a second
   */
  public void release(String id, int fence, boolean wait) {
    jdbc.sql("update batch set lease_until = ? where id = ? and fence = ? and status = 'running'")
        .params(Columns.time(clock.instant().plus(wait ? BREATH : Duration.ZERO)), id, fence)
        .update();
  }

  /** Counts that it failed without having come forward; how often it has. */
  public int strike(String id, int fence) {
    return jdbc.sql(
            "update batch set strikes = strikes + 1 where id = ? and fence = ? returning strikes")
        .params(id, fence)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  /**
   * In the caller's transaction.
   *
   * @param from the statuses that it is moved from
   * @return empty when it has none of these
   */
  public Optional<Batch> move(
      String id, Collection<BatchStatus> from, BatchStatus to, @Nullable String reason) {
    OwnTransaction.require("a batch's move");
    BatchTurn.await(jdbc, id);
    return jdbc.sql(
            """
            update batch
            set status = case when :to = 'queued' and all_read then 'running' else :to end,
                reason = coalesce(:reason, reason), lease_until = null,
                updated_at = :now, ended_at = case when :ended then :now else ended_at end
            where id = :id and status in (:from)
            returning *
            """)
        .param("id", id)
        .param("from", from.stream().map(BatchStatus::text).toList())
        .param("to", to.text())
        .param("reason", reason)
        .param("ended", to.isEnded())
        .param("now", Columns.time(clock.instant()))
        .query(Batch::read)
        .optional();
  }

  /** A batch of the failed lines of another; in the caller's transaction. */
  public Batch rerun(String id, Batch of, String caller, String key, byte[] fingerprint) {
    return jdbc.sql(
            """
            insert into batch (id, kind, caller, partner, report, name, idempotency_key, fingerprint,
                               media_type, delimiter, status, content_of, rerun_of, size,
                               lines_to_read, created_at, updated_at)
            select :id, kind, :caller, partner, report, name, :key, :fingerprint, media_type,
                   delimiter, 'queued', content_of, id, size,
                   (select count(*) from batch_error e where e.batch_id = b.id), :now, :now
            from batch b where id = :of
            returning *
            """)
        .param("id", id)
        .param("of", of.id())
        .param("caller", caller)
        .param("key", key)
        .param("fingerprint", fingerprint)
        .param("now", Columns.time(clock.instant()))
        .query(Batch::read)
        .single();
  }

  /**
   * Forgets a batch that ended before then, with its content, unless another reads that.
   *
   * @return how many were forgotten, one at most: a large one takes a while
   */
  public int forgetOne(Instant before) {
    return jdbc.sql(
            """
            delete from batch where id = (
              select id from batch b
              where ended_at < ? and lines_pending = 0
              and not exists (select 1 from batch r where r.content_of = b.id and r.id <> b.id)
              and not exists (select 1 from batch r where r.rerun_of = b.id and r.ended_at is null)
              order by ended_at limit 1 for update skip locked)
            """)
        .param(Columns.time(before))
        .update();
  }
}
