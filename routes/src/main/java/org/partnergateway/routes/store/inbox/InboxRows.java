package org.partnergateway.routes.store.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.inbox.InboundMessage.Key;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements behind {@link InboxWriter}, each for many messages at once. */
final class InboxRows {
  // Ids follow the order of arrival. The rows go in by key, so that two writers that meet in the
  // same keys wait for one another in one direction only.
  private static final String INSERT =
      """
      with inserted as (
        insert into inbox
          (id, conflicting, partner, message_kind, message_id, fingerprint, headers, body,
           received_at)
        select * from (
          select nextval('inbox_id_seq'), %s, partner, message_kind, message_id, fingerprint,
                 headers::json, body, received_at::timestamptz
          from unnest(?, ?, ?, ?, ?, ?, ?)
            as arrived(partner, message_kind, message_id, fingerprint, headers, body, received_at)
        ) as numbered
        order by partner, message_kind, message_id
        on conflict do nothing
        returning id, partner, message_kind, message_id, fingerprint
      ), progress as (
        insert into inbox_progress (id, status) select id, '%s' from inserted
      )
      select * from inserted
      """;

  private static final String FIND =
      """
      select id, partner, message_kind, message_id, fingerprint from inbox
      where (partner, message_kind, message_id) in (select * from unnest(?, ?, ?)) and %s
      """;

  private static final String INSERT_NEW = INSERT.formatted("false", "received");
  private static final String INSERT_CONFLICTING = INSERT.formatted("true", "conflicting");
  private static final String FIND_FIRST = FIND.formatted("not conflicting");
  private static final String FIND_CONFLICTING = FIND.formatted("conflicting");

  private final JdbcTemplate jdbc;

  InboxRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A message that is there. */
  record Row(long id, Key key, Fingerprint fingerprint) {}

  /** Inserts those whose key is not there; gives the rows it made. */
  List<Row> insertNew(List<InboundMessage> messages) {
    return insert(INSERT_NEW, messages);
  }

  /** Inserts, flagged, those whose key and body are not there flagged; gives the rows it made. */
  List<Row> insertConflicting(List<InboundMessage> messages) {
    return insert(INSERT_CONFLICTING, messages);
  }

  /** The rows that came first under the keys of these messages. */
  List<Row> findFirst(List<InboundMessage> messages) {
    return find(FIND_FIRST, messages);
  }

  /** The flagged rows under the keys of these messages. */
  List<Row> findConflicting(List<InboundMessage> messages) {
    return find(FIND_CONFLICTING, messages);
  }

  private List<Row> insert(String sql, List<InboundMessage> messages) {
    return query(
        sql,
        (connection, statement) -> {
          setKeys(connection, statement, messages);
          statement.setArray(4, blobs(connection, messages, m -> m.fingerprint().bytes()));
          statement.setArray(5, texts(connection, messages, m -> Columns.json(m.headers())));
          statement.setArray(6, blobs(connection, messages, InboundMessage::body));
          statement.setArray(7, texts(connection, messages, m -> m.receivedAt().toString()));
        });
  }

  private List<Row> find(String sql, List<InboundMessage> messages) {
    return messages.isEmpty()
        ? List.of()
        : query(sql, (connection, statement) -> setKeys(connection, statement, messages));
  }

  private static void setKeys(
      Connection connection, PreparedStatement statement, List<InboundMessage> messages)
      throws SQLException {
    statement.setArray(1, texts(connection, messages, InboundMessage::partner));
    statement.setArray(2, texts(connection, messages, InboundMessage::kind));
    statement.setArray(3, texts(connection, messages, InboundMessage::messageId));
  }

  private List<Row> query(String sql, Parameters parameters) {
    ConnectionCallback<List<Row>> call =
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(connection, statement);
            try (ResultSet found = statement.executeQuery()) {
              return rows(found);
            }
          }
        };
    List<Row> rows = jdbc.execute(call);
    return rows == null ? List.of() : rows;
  }

  private static List<Row> rows(ResultSet found) throws SQLException {
    List<Row> rows = new ArrayList<>();
    while (found.next()) {
      Key key = new Key(found.getString(2), found.getString(3), found.getString(4));
      rows.add(new Row(found.getLong(1), key, Fingerprint.stored(found.getBytes(5))));
    }
    return rows;
  }

  private static Array texts(
      Connection connection, List<InboundMessage> messages, Function<InboundMessage, String> part)
      throws SQLException {
    return connection.createArrayOf("text", messages.stream().map(part).toArray(String[]::new));
  }

  private static Array blobs(
      Connection connection, List<InboundMessage> messages, Function<InboundMessage, byte[]> part)
      throws SQLException {
    return connection.createArrayOf("bytea", messages.stream().map(part).toArray(byte[][]::new));
  }

  /** Fills in a statement. */
  private interface Parameters {
    void set(Connection connection, PreparedStatement statement) throws SQLException;
  }
}
