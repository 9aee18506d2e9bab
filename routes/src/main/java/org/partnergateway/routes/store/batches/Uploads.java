package org.partnergateway.routes.store.batches;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Batches whose content is coming. Each piece is committed by itself unless the caller has a
 * transaction; nobody sees any of it before {@link #accept}.
 */
public final class Uploads {
  /** All pieces but the last are of this size. */
  public static final int PIECE = 1 << 20;

  /** After so long without a piece, whoever sent it is gone. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Uploads(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param key null when nobody may send it again
   * @return whether the key is free, and now this batch's
   */
  public boolean begin(String id, NewBatch asked, @Nullable String key) {
    return jdbc.sql(
                """
                insert into batch (id, kind, caller, partner, report, name, idempotency_key, media_type,
                                   delimiter, status, content_of, created_at, updated_at)
                values (:id, :kind, :caller, :partner, :report, :name, :key, :mediaType, :delimiter,
                        'receiving', :id, :now, :now)
                on conflict (caller, idempotency_key) do nothing
                """)
            .param("id", id)
            .param("kind", asked.kind())
            .param("caller", asked.caller())
            .param("partner", asked.partner())
            .param("report", asked.report())
            .param("name", asked.name())
            .param("key", key)
            .param("mediaType", asked.mediaType())
            .param("delimiter", asked.delimiter())
            .param("now", Columns.time(clock.instant()))
            .update()
        == 1;
  }

  /**
   * @return false when the batch was discarded in the meantime
   */
  public boolean add(String id, int number, byte[] piece) {
    return jdbc.sql(
                """
                with receiving as (
                  update batch set updated_at = :now, size = size + :length
                  where id = :id and status = 'receiving' returning id)
                insert into batch_chunk (batch_id, number, content)
                select id, :number, :content from receiving
                """)
            .param("id", id)
            .param("number", number)
            .param("content", piece)
            .param("length", piece.length)
            .param("now", Columns.time(clock.instant()))
            .update()
        == 1;
  }

  /** It still comes, however slowly. */
  public void touch(String id) {
    jdbc.sql("update batch set updated_at = ? where id = ? and status = 'receiving'")
        .params(Columns.time(clock.instant()), id)
        .update();
  }

  /** All of it has come: from now on it is a batch. Empty when it was discarded. */
  public Optional<Batch> accept(String id, @Nullable Fingerprint fingerprint) {
    return jdbc.sql(
            """
            update batch set status = 'queued', fingerprint = :fingerprint, updated_at = :now
            where id = :id and status = 'receiving' returning *
            """)
        .param("id", id)
        .param(
            "fingerprint", fingerprint == null ? null : fingerprint.bytes(), java.sql.Types.BINARY)
        .param("now", Columns.time(clock.instant()))
        .query(Batch::read)
        .optional();
  }

  /** Forgets what has come of it. */
  public void discard(String id) {
    jdbc.sql("delete from batch where id = ? and status = 'receiving'").param(id).update();
  }

  /** Forgets those that nobody sends any more. */
  public int discardAbandoned() {
    return jdbc.sql("delete from batch where status = 'receiving' and updated_at < ?")
        .param(Columns.time(clock.instant().minus(PATIENCE)))
        .update();
  }

  /** What the key stands for. */
  public record Standing(Batch batch, @Nullable Fingerprint fingerprint) {}

  public Optional<Standing> standing(String caller, String key) {
    return jdbc.sql("select * from batch where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .query(
            (row, number) -> {
              byte[] digest = row.getBytes("fingerprint");
              return new Standing(
                  Batch.read(row, number), digest == null ? null : Fingerprint.stored(digest));
            })
        .optional();
  }
}
