package org.partnergateway.routes.store.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;

/** Reads rows of inbox {@code i} and inbox_progress {@code p}. */
final class InboxItems {
  static final String COLUMNS =
      """
      i.id, i.partner, i.message_kind, i.message_id, i.fingerprint, i.headers, i.body,
      i.received_at, i.conflicting, p.status, p.attempts, p.reason, p.next_attempt_at, p.applied_at
      """;

  /** The same but for the bodies, which are empty. */
  static final String WITHOUT_BODY = COLUMNS.replace("i.body", "''::bytea as body");

  private InboxItems() {}

  static InboxItem read(ResultSet row, int number) throws SQLException {
    InboundMessage message =
        new InboundMessage(
            row.getString("partner"),
            row.getString("message_kind"),
            row.getString("message_id"),
            Columns.json(row, "headers"),
            row.getBytes("body"),
            Fingerprint.stored(row.getBytes("fingerprint")),
            Columns.time(row, "received_at"));
    return new InboxItem(
        row.getLong("id"),
        message,
        row.getBoolean("conflicting"),
        InboxStatus.of(row.getString("status")),
        row.getInt("attempts"),
        row.getString("reason"),
        Columns.timeOrNull(row, "next_attempt_at"),
        Columns.timeOrNull(row, "applied_at"));
  }
}
