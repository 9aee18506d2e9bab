package org.partnergateway.routes.store.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** News that is still to be fetched; each once, by whoever looks after them. */
public final class Errands {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Errands(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Adds one, due at once; in the transaction that applies the message. */
  public void add(
      long toldBy,
      String partner,
      String operation,
      String message,
      String messageId,
      JsonNode body) {
    jdbc.sql(
            """
            insert into message_errand
              (told_by, partner, operation, message, message_id, body, next_attempt_at, created_at)
            values (:toldBy, :partner, :operation, :message, :messageId, :body::json, :now, :now)
            """)
        .param("toldBy", toldBy)
        .param("partner", partner)
        .param("operation", operation)
        .param("message", message)
        .param("messageId", messageId)
        .param("body", Columns.json(body))
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** Those that are due, the ones that wait longest first. */
  public List<Errand> due(int most) {
    return jdbc.sql(
            "select * from message_errand where next_attempt_at <= ? order by next_attempt_at, id"
                + " limit ?")
        .params(Columns.time(clock.instant()), most)
        .query(Errands::read)
        .list();
  }

  /** Tries it again then. */
  public void putOff(long id, Instant until) {
    jdbc.sql("update message_errand set attempts = attempts + 1, next_attempt_at = ? where id = ?")
        .params(Columns.time(until), id)
        .update();
  }

  /** It is done, or given up; in the transaction of what comes of that. */
  public void remove(long id) {
    jdbc.sql("delete from message_errand where id = ?").param(id).update();
  }

  private static Errand read(ResultSet row, int number) throws SQLException {
    return new Errand(
        row.getLong("id"),
        row.getLong("told_by"),
        row.getInt("attempts"),
        Columns.time(row, "created_at"),
        row.getString("partner"),
        row.getString("operation"),
        row.getString("message"),
        row.getString("message_id"),
        Columns.json(row, "body"));
  }
}
