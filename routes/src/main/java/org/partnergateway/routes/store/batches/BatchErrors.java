package org.partnergateway.routes.store.batches;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines of a batch that failed, read in the order of the file, some at a time. */
public final class BatchErrors {
  private final JdbcClient jdbc;

  public BatchErrors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those after a line. */
  public List<LineError> after(String batchId, long line, int most) {
    return jdbc.sql(
            "select * from batch_error where batch_id = ? and line > ? order by line limit ?")
        .params(batchId, line, most)
        .query(
            (row, number) ->
                new LineError(
                    row.getLong("line"),
                    row.getString("reason"),
                    row.getString("pointer"),
                    row.getString("operation_id"),
                    row.getString("content")))
        .list();
  }

  /** Only their numbers. */
  public long[] linesAfter(String batchId, long line, int most) {
    return jdbc
        .sql("select line from batch_error where batch_id = ? and line > ? order by line limit ?")
        .params(batchId, line, most)
        .query(Long.class)
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }
}
