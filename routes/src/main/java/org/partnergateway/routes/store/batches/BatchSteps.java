package org.partnergateway.routes.store.batches;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How batches come forward, each step in the caller's transaction with what its lines change. */
public final class BatchSteps {
  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final InstantSource clock;

  public BatchSteps(JdbcTemplate template, InstantSource clock) {
    this.jdbc = JdbcClient.create(template);
    this.template = template;
    this.clock = clock;
  }

  /**
   * To be called first in the transaction: from here on until its end nobody pauses the batch, and
   * nobody else works on it.
   *
   * @return false when it isn't the holder's to work on any more
   */
  public boolean hold(String id, int fence) {
    OwnTransaction.require("a batch's step");
    BatchTurn.await(jdbc, id);
    return jdbc.sql(
            "select true from batch where id = ? and fence = ? and status = 'running' for update")
        .params(id, fence)
        .query(Boolean.class)
        .optional()
        .isPresent();
  }

  /** Moves the checkpoint and notes what became of the lines. */
  public void take(String id, Step step, Duration lease) {
    OwnTransaction.require("a batch's step");
    addErrors(id, step.failed());
    addPending(id, step.pending());
    jdbc.sql(
            """
            update batch
            set position = :position, line = :line, lines_read = lines_read + :read,
                lines_done = lines_done + :done, lines_failed = lines_failed + :failed,
                lines_pending = lines_pending + :pending, worked_millis = worked_millis + :worked,
                strikes = 0,
                lease_until = :until, updated_at = :now
            where id = :id
            """)
        .param("id", id)
        .param("position", step.position())
        .param("line", step.line())
        .param("read", step.read())
        .param("done", step.done())
        .param("failed", step.failed().size())
        .param("pending", step.pending().size())
        .param("worked", step.workedMillis())
        .param("until", Columns.time(clock.instant().plus(lease)))
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** Nothing is left to be read. */
  public void noteAllRead(String id) {
    OwnTransaction.require("a batch's step");
    jdbc.sql("update batch set all_read = true, lease_until = null where id = ?")
        .param(id)
        .update();
  }

  /**
   * Notes the outcomes of operations that have ended.
   *
   * @return how many had
   */
  public int settle(String id, int most) {
    OwnTransaction.require("a batch's step");
    jdbc.sql("select id from batch where id = ? for update").param(id).query(String.class).list();
    record Ended(String operation, long line, String content, boolean done, LineError error) {}
    List<Ended> ended =
        jdbc.sql(
                """
                delete from batch_pending p using operation o
                where o.id = p.operation_id and p.operation_id in (
                  select w.operation_id from batch_pending w join operation e on e.id = w.operation_id
                  where w.batch_id = :id
                  and e.status in ('succeeded', 'declined', 'failed', 'dead_letter')
                  limit :most)
                returning p.operation_id, p.line, p.content, o.status, o.problem ->> 'detail' as detail,
                  o.problem -> 'errors' -> 0 ->> 'pointer' as pointer
                """)
            .param("id", id)
            .param("most", most)
            .query(
                (row, number) ->
                    new Ended(
                        row.getString("operation_id"),
                        row.getLong("line"),
                        row.getString("content"),
                        row.getString("status").equals("succeeded"),
                        new LineError(
                            row.getLong("line"),
                            row.getString("detail") == null
                                ? "The operation is " + row.getString("status") + "."
                                : row.getString("detail"),
                            row.getString("pointer"),
                            row.getString("operation_id"),
                            row.getString("content"))))
            .list();
    if (!ended.isEmpty()) {
      List<LineError> errors = ended.stream().filter(e -> !e.done()).map(Ended::error).toList();
      addErrors(id, errors);
      jdbc.sql(
              """
              update batch
              set lines_pending = lines_pending - :ended, lines_done = lines_done + :done,
                  lines_failed = lines_failed + :failed, updated_at = :now
              where id = :id
              """)
          .param("id", id)
          .param("ended", ended.size())
          .param("done", ended.size() - errors.size())
          .param("failed", errors.size())
          .param("now", Columns.time(clock.instant()))
          .update();
    }
    return ended.size();
  }

  /** Ends a batch of which all is read and every outcome known; empty when it isn't that far. */
  public Optional<Batch> end(String id) {
    return jdbc.sql(
            """
            update batch
            set status = case when lines_failed = 0 then 'completed' else 'completed_with_errors' end,
                ended_at = :now, updated_at = :now, lease_until = null
            where id = :id and status = 'running' and all_read and lines_pending = 0
            returning *
            """)
        .param("id", id)
        .param("now", Columns.time(clock.instant()))
        .query(Batch::read)
        .optional();
  }

  /** Batches with lines whose outcome is an operation's, and those that may be at their end. */
  public List<String> waiting() {
    return jdbc.sql(
            """
            select id from batch where lines_pending > 0
            union select id from batch where status = 'running' and all_read
            """)
        .query(String.class)
        .list();
  }

  /** Operations of the batch that are under way, or will be by themselves. */
  public int underWay(String id) {
    return jdbc.sql(
            """
            select count(*) from batch_pending p join operation o on o.id = p.operation_id
            where p.batch_id = ? and o.status in ('queued', 'in_flight')
            """)
        .param(id)
        .query(Integer.class)
        .single();
  }

  private void addErrors(String id, List<LineError> errors) {
    insert(
        """
        insert into batch_error (batch_id, line, reason, pointer, operation_id, content)
        select ?, line::bigint, reason, pointer, operation_id, content
        from unnest(?, ?, ?, ?, ?) as e(line, reason, pointer, operation_id, content)
        """,
        id,
        errors,
        List.of(
            e -> Long.toString(e.line()),
            LineError::reason,
            LineError::pointer,
            LineError::operationId,
            LineError::content));
  }

  private void addPending(String id, List<PendingLine> lines) {
    insert(
        """
        insert into batch_pending (batch_id, operation_id, line, content)
        select ?, operation_id, line::bigint, content
        from unnest(?, ?, ?) as p(operation_id, line, content)
        """,
        id,
        lines,
        List.of(PendingLine::operationId, p -> Long.toString(p.line()), PendingLine::content));
  }

  private <T> void insert(
      String sql,
      String id,
      List<T> rows,
      List<Function<T, @org.jspecify.annotations.Nullable String>> columns) {
    if (rows.isEmpty()) {
      return;
    }
    ConnectionCallback<Integer> call =
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            for (int i = 0; i < columns.size(); i++) {
              statement.setArray(i + 2, texts(connection, rows, columns.get(i)));
            }
            return statement.executeUpdate();
          }
        };
    template.execute(call);
  }

  private static <T> Array texts(
      Connection connection,
      List<T> rows,
      Function<T, @org.jspecify.annotations.Nullable String> part)
      throws java.sql.SQLException {
    @org.jspecify.annotations.Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = part.apply(rows.get(i));
    }
    return connection.createArrayOf("text", values);
  }
}
