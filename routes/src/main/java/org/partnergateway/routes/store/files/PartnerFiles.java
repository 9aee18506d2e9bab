package org.partnergateway.routes.store.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What files there are, and what became of them. */
public final class PartnerFiles {
  private static final String SELECT = "select * from partner_file ";

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public PartnerFiles(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Adds a file whose content is still to be written, in the caller's transaction. It is due at
   * once.
   *
   * @param identity what makes two of them the same
   * @throws org.springframework.dao.DuplicateKeyException when the same file is there already
   */
  public StoredFile add(NewFile file, String identity, long size, Fingerprint fingerprint) {
    OwnTransaction.require("a new file");
    Instant now = Columns.toMicros(clock.instant());
    FileStatus status = FileStatus.begins(file.direction());
    jdbc.sql(
            """
            insert into partner_file (id, direction, partner, channel, name, identity, media_type, size,
              fingerprint, status, next_attempt_at, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            file.id(),
            file.direction().word(),
            file.partner(),
            file.channel(),
            file.name(),
            identity,
            file.mediaType(),
            size,
            fingerprint.bytes(),
            status.word(),
            Columns.time(now),
            Columns.time(now))
        .update();
    return new StoredFile(
        file.id(),
        file.direction(),
        file.partner(),
        file.channel(),
        file.name(),
        identity,
        file.mediaType(),
        size,
        fingerprint,
        status,
        null,
        0,
        now,
        now,
        null,
        null);
  }

  public Optional<StoredFile> find(String id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query(PartnerFiles::read).optional();
  }

  /** As {@link #find}, held until the transaction ends; empty also when another holds it. */
  public Optional<StoredFile> claim(String id) {
    OwnTransaction.require("to hold a file");
    return jdbc.sql(SELECT + "where id = ? for update skip locked")
        .param(id)
        .query(PartnerFiles::read)
        .optional();
  }

  public Optional<StoredFile> findSame(
      FileDirection direction, String partner, String channel, String identity) {
    return jdbc.sql(SELECT + "where direction = ? and partner = ? and channel = ? and identity = ?")
        .params(direction.word(), partner, channel, identity)
        .query(PartnerFiles::read)
        .optional();
  }

  /** The first of that name that came. */
  public Optional<StoredFile> firstOfName(String partner, String channel, String name) {
    return jdbc.sql(
            SELECT
                + """
                where direction = 'in' and partner = ? and channel = ? and name = ?
                order by created_at, id limit 1
                """)
        .params(partner, channel, name)
        .query(PartnerFiles::read)
        .optional();
  }

  /** That is the end of it. */
  public void settle(String id, FileStatus status, @Nullable String reason) {
    jdbc.sql(
            """
            update partner_file set status = ?, reason = ?, settled_at = ?, next_attempt_at = null where id = ?
            """)
        .params(status.word(), reason, Columns.time(clock.instant()), id)
        .update();
  }

  /** One more try was made; the next one is later, or when it is asked for. */
  public void postpone(String id, @Nullable Instant next, @Nullable String reason) {
    jdbc.sql(
            """
            update partner_file set tries = tries + 1, next_attempt_at = ?, reason = ?
            where id = ? and settled_at is null
            """)
        .params(Columns.timeOrNull(next), reason, id)
        .update();
  }

  /** No try was made: something of ours stood in the way. */
  public void wait(String id, Instant next, String reason) {
    jdbc.sql(
            """
            update partner_file set next_attempt_at = ?, reason = ? where id = ? and settled_at is null
            """)
        .params(Columns.time(next), reason, id)
        .update();
  }

  /** What its carrier must know after a crash. */
  public void remember(String id, JsonNode state) {
    jdbc.sql("update partner_file set carrier_state = ?::json where id = ?")
        .params(Columns.json(state), id)
        .update();
  }

  /**
   * A file that was given up is tried again from the beginning.
   *
   * @return whether it was one
   */
  public boolean again(String id) {
    return jdbc.sql(
                """
                update partner_file set tries = 0, next_attempt_at = ?, settled_at = null, reason = null,
                  status = case direction when 'in' then 'received' else 'waiting' end
                where id = ? and status = 'failed'
                """)
            .params(Columns.time(clock.instant()), id)
            .update()
        == 1;
  }

  /** Files whose time has come, the oldest first. */
  public List<StoredFile> due(
      FileDirection direction, @Nullable String partner, @Nullable String channel, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where direction = :direction and next_attempt_at <= :now
                  and (:partner::text is null or partner = :partner)
                  and (:channel::text is null or channel = :channel)
                order by created_at, id limit :limit
                """)
        .param("direction", direction.word())
        .param("now", Columns.time(clock.instant()))
        .param("partner", partner)
        .param("channel", channel)
        .param("limit", limit)
        .query(PartnerFiles::read)
        .list();
  }

  /** The newest first. */
  public Page<StoredFile> list(FileFilter filter, @Nullable String cursor, int limit) {
    ListCursor before = ListCursor.parse(cursor);
    FileDirection direction = filter.direction();
    FileStatus status = filter.status();
    List<StoredFile> rows =
        jdbc.sql(
                SELECT
                    + """
                    where (created_at, id) < (:at, :id)
                      and (:partner::text is null or partner = :partner)
                      and (:direction::text is null or direction = :direction)
                      and (:status::text is null or status = :status)
                    order by created_at desc, id desc limit :limit
                    """)
            .param("at", Columns.time(before.createdAt()))
            .param("id", before.id())
            .param("partner", filter.partner())
            .param("direction", direction == null ? null : direction.word())
            .param("status", status == null ? null : status.word())
            .param("limit", limit + 1)
            .query(PartnerFiles::read)
            .list();
    return Page.of(rows, limit, last -> new ListCursor(last.createdAt(), last.id()).text());
  }

  /**
   * Forgets files that were settled before then; those that failed stay for a person.
   *
   * @return how many
   */
  public int forgetBefore(Instant before, int limit) {
    return jdbc.sql(
            """
            delete from partner_file where id in (
              select id from partner_file where settled_at < ? and status <> 'failed'
                and not exists (select from partner_file_receipt r
                  where r.file_id = partner_file.id and r.next_attempt_at is not null)
              order by settled_at limit ?)
            """)
        .params(Columns.time(before), limit)
        .update();
  }

  private static StoredFile read(ResultSet row, int number) throws SQLException {
    return new StoredFile(
        row.getString("id"),
        FileDirection.of(row.getString("direction")),
        row.getString("partner"),
        row.getString("channel"),
        row.getString("name"),
        row.getString("identity"),
        row.getString("media_type"),
        row.getLong("size"),
        Fingerprint.stored(row.getBytes("fingerprint")),
        FileStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getInt("tries"),
        Columns.timeOrNull(row, "next_attempt_at"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "settled_at"),
        Columns.jsonOrNull(row, "carrier_state"));
  }
}
