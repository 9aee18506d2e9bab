package org.partnergateway.routes.store.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;

/** Reads rows of the table operation. */
final class OperationRows {
  private OperationRows() {}

  static Operation read(ResultSet row, int number) throws SQLException {
    return new Operation(
        asked(row),
        OperationStatus.of(row.getString("status")),
        row.getString("failure"),
        Columns.jsonOrNull(row, "problem"),
        response(row),
        row.getInt("attempts"),
        row.getInt("fence"),
        Columns.timeOrNull(row, "lease_until"),
        Columns.timeOrNull(row, "next_attempt_at"),
        Columns.time(row, "queued_at"),
        row.getInt("tries"),
        Columns.timeOrNull(row, "doubt_since"),
        Columns.timeOrNull(row, "first_sent_at"),
        SentRequests.read(row),
        Columns.jsonOrNull(row, "resolution"),
        Columns.jsonOrNull(row, "settling"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  private static NewOperation asked(ResultSet row) throws SQLException {
    return new NewOperation(
        row.getString("id"),
        row.getString("kind"),
        row.getString("partner"),
        row.getString("caller"),
        row.getString("idempotency_key"),
        Fingerprint.stored(row.getBytes("fingerprint")),
        row.getString("reference"),
        Columns.json(row, "request"),
        row.getBoolean("durable"),
        row.getString("resource_kind"),
        row.getString("resource_id"),
        row.getString("order_id"),
        Columns.jsonOrNull(row, "plan"));
  }

  private static @Nullable Response response(ResultSet row) throws SQLException {
    int status = row.getInt("response_status");
    return row.wasNull()
        ? null
        : new Response(
            status, Columns.json(row, "response_headers"), row.getBytes("response_body"));
  }
}
