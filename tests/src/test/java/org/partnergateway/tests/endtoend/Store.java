package org.partnergateway.tests.endtoend;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the gateway has stored, by its tables. */
final class Store {
  private final JdbcClient jdbc;
  private final DataSource dataSource;

  Store(ApplicationContext gateway) {
    this.jdbc = gateway.getBean(JdbcClient.class);
    this.dataSource = gateway.getBean(DataSource.class);
  }

  /** A table that nobody can use as long as this is open. */
  record Lock(Connection connection) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.close();
    }
  }

  Lock lock(String table) throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in access exclusive mode");
    }
    return new Lock(connection);
  }

  /** Rows of the inbox with exactly this body. */
  int stored(byte[] body) {
    return count("select count(*) from inbox where body = ?", body);
  }

  int storedUnder(String messageId) {
    return count("select count(*) from inbox where message_id = ?", messageId);
  }

  /** What became of the messages with this body. */
  List<String> fates(byte[] body) {
    return jdbc.sql("select status from inbox join inbox_progress using (id) where body = ?")
        .param(body)
        .query(String.class)
        .list();
  }

  /** As if messages under this id had become too old. */
  void forgetMessages(String messageId) {
    jdbc.sql(
            """
            with gone as (delete from inbox where message_id = ? returning id)
            delete from inbox_progress where id in (select id from gone)
            """)
        .param(messageId)
        .update();
  }

  int operationsUnder(String key) {
    return count("select count(*) from operation where idempotency_key = ?", key);
  }

  int violations(String operationId) {
    return count("select count(*) from contract_violation where operation_id = ?", operationId);
  }

  /** Kept answers that contain a text. */
  int violationsWith(String text) {
    return count(
        "select count(*) from contract_violation where position(? in convert_from(body, 'UTF8')) > 0",
        text);
  }

  /** How much there is of what callers make: the gateway's own doings don't count. */
  Map<String, Integer> madeByCallers() {
    return Map.of(
        "operations",
        count("select count(*) from operation where caller = ?", "sandbox"),
        "documents",
        count("select count(*) from ledger where kind <> ?", "order"));
  }

  /** As if so many pauses had been made, and the next were over now. */
  void dueNowAfter(String operationId, int tries) {
    jdbc.sql(
            "update operation set tries = ?, lease_until = now(), next_attempt_at = now() where id = ?")
        .params(tries, operationId)
        .update();
  }

  /** As if it had been sent so long ago. */
  void sentHoursAgo(String operationId, int hours) {
    jdbc.sql("update operation set first_sent_at = now() - ? * interval '1 hour' where id = ?")
        .params(hours, operationId)
        .update();
  }

  /** As if the mapping had been changed since it was sent: it is given another request. */
  void changeRequest(String operationId, String from, String to) {
    jdbc.sql("update operation set request = replace(request::text, ?, ?)::json where id = ?")
        .params(from, to, operationId)
        .update();
  }

  /** As if every way to find out about it had been tried. */
  void park(String operationId) {
    jdbc.sql("update operation set lease_until = null, next_attempt_at = null where id = ?")
        .param(operationId)
        .update();
  }

  /** As if it had been in doubt for so long. */
  void inDoubtSince(String operationId, int minutes) {
    jdbc.sql("update operation set doubt_since = now() - ? * interval '1 minute' where id = ?")
        .params(minutes, operationId)
        .update();
  }

  /** The same for all that waits to be tried again. */
  void parkWhatWaits() {
    jdbc.sql(
            "update operation set lease_until = null, next_attempt_at = null where next_attempt_at is not null")
        .update();
  }

  /** As if the labels had never been kept. */
  void forgetLabels(String shipmentId) {
    jdbc.sql("delete from document where owner_id = ?").param(shipmentId).update();
  }

  /** Questions of partners in which that text is kept. */
  int questionsWith(String text) {
    return count("select count(*)::int from question where request::text like ?", "%" + text + "%");
  }

  private int count(String sql, Object parameter) {
    return jdbc.sql(sql).param(parameter).query(Integer.class).single();
  }
}
