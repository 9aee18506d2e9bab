package org.partnergateway.tests.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;

/** Writes into the history what the store holds at the end. */
final class Snapshot {
  private static final int ROWS_AT_ONCE = 1_000;

  private Snapshot() {}

  @FunctionalInterface
  private interface Row {
    Entry read(ResultSet row) throws SQLException;
  }

  static void write(Database database, HistoryWriter history) throws SQLException {
    try (Connection connection = database.connect()) {
      // Only so does the driver read on as it goes, instead of everything at once.
      connection.setAutoCommit(false);
      rows(
          connection,
          history,
          "select id, idempotency_key, kind, reference, status, failure, resource_id from operation",
          row ->
              new Entry.Operation(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7)));
      rows(
          connection,
          history,
          "select kind, id, partner, status, version, document from ledger",
          Snapshot::resource);
      rows(
          connection,
          history,
          """
          select i.partner, i.message_id, coalesce(p.status, 'without progress'), i.conflicting
          from inbox i left join inbox_progress p on p.id = i.id
          where not (i.partner = 'amazon')""",
          row ->
              new Entry.Stored(
                  row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
      rows(
          connection,
          history,
          "select id from event_log order by position",
          row -> new Entry.Logged(row.getString(1)));
      connection.rollback();
    }
  }

  private static void rows(Connection connection, HistoryWriter history, String sql, Row reader)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          history.add(reader.read(row));
        }
      }
    }
  }

  private static Entry resource(ResultSet row) throws SQLException {
    JsonNode document;
    try {
      document = Api.JSON.readTree(row.getString(6));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger holds what is no JSON", e);
    }
    List<String> references = new ArrayList<>();
    for (JsonNode reference : document.path("partner_refs")) {
      // A buyer's other names for an order are not told at its placing.
      if (!row.getString(1).equals("order") || reference.path("type").asText().equals("order_id")) {
        references.add(reference.path("value").asText());
      }
    }
    return new Entry.Resource(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        references,
        amount(document, "captured_amount"),
        amount(document, "refunded_amount"));
  }

  private static Long amount(JsonNode document, String name) {
    JsonNode amount = document.path(name).path("amount");
    return amount.isMissingNode() ? null : Long.valueOf(amount.asLong());
  }
}
