package org.partnergateway.routes.store.batches;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;

/**
 * A batch as it stands.
 *
 * @param asked what it was begun with
 * @param reason why it failed as a whole
 * @param contentOf the batch whose content is read: its own, or that of the first one which it runs
 *     again
 * @param rerunOf the batch whose failed lines these are
 * @param size of the content in bytes
 * @param allRead whether no line is left to be read
 * @param progress how far it has come
 * @param fence raised by every claim: who has an older one can't write
 */
public record Batch(
    String id,
    NewBatch asked,
    BatchStatus status,
    @Nullable String reason,
    String contentOf,
    @Nullable String rerunOf,
    long size,
    boolean allRead,
    Progress progress,
    int fence,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Instant updatedAt) {

  /**
   * @param position bytes of the content that are dealt with
   * @param line lines of the content before that
   * @param pending lines whose outcome is an operation's that hasn't ended
   * @param toRead how many lines there are; null when that shows at the end only
   * @param workedMillis how long somebody has worked on it
   */
  public record Progress(
      long position,
      long line,
      long read,
      long done,
      long failed,
      long pending,
      @Nullable Long toRead,
      long workedMillis) {}

  static Batch read(ResultSet row, int number) throws SQLException {
    long toRead = row.getLong("lines_to_read");
    Long known = row.wasNull() ? null : toRead;
    return new Batch(
        row.getString("id"),
        new NewBatch(
            row.getString("kind"),
            row.getString("caller"),
            row.getString("partner"),
            row.getString("report"),
            row.getString("name"),
            row.getString("media_type"),
            row.getString("delimiter")),
        BatchStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getString("content_of"),
        row.getString("rerun_of"),
        row.getLong("size"),
        row.getBoolean("all_read"),
        new Progress(
            row.getLong("position"),
            row.getLong("line"),
            row.getLong("lines_read"),
            row.getLong("lines_done"),
            row.getLong("lines_failed"),
            row.getLong("lines_pending"),
            known,
            row.getLong("worked_millis")),
        row.getInt("fence"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "started_at"),
        Columns.timeOrNull(row, "ended_at"),
        Columns.time(row, "updated_at"));
  }
}
