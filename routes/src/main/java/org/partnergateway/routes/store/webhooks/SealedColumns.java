package org.partnergateway.routes.store.webhooks;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever of webhooks is sealed. */
public final class SealedColumns {
  private final JdbcClient jdbc;

  public SealedColumns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is sealed. */
  public enum What {
    KEY("webhook_secret", "sealed", "id::text", "endpoint"),
    HEADERS("webhook_endpoint", "sealed_headers", "id", "id"),
    ANSWER("webhook_endpoint", "first_answer", "id", "id");

    private final String table;
    private final String column;
    private final String row;
    private final String endpoint;

    What(String table, String column, String row, String endpoint) {
      this.table = table;
      this.column = column;
      this.row = row;
      this.endpoint = endpoint;
    }
  }

  /**
   * One value.
   *
   * @param row where it stands
   * @param endpoint whose it is
   */
  public record Sealed(What what, String row, String endpoint, byte[] bytes) {}

  /** Values that don't begin so. */
  public List<Sealed> notBy(byte[] mark, int most) {
    List<Sealed> all = new ArrayList<>();
    for (What what : What.values()) {
      all.addAll(
          jdbc.sql(
                  """
                  select %1$s as row, %2$s as endpoint, %3$s as bytes from %4$s
                  where substring(%3$s from 1 for %5$d) <> :mark limit :most
                  """
                      .formatted(what.row, what.endpoint, what.column, what.table, mark.length))
              .param("mark", mark)
              .param("most", most)
              .query(
                  (row, number) ->
                      new Sealed(
                          what,
                          row.getString("row"),
                          row.getString("endpoint"),
                          row.getBytes("bytes")))
              .list());
    }
    return all;
  }

  /** The same, sealed anew; nothing where it has changed since. */
  public void replace(Sealed before, byte[] after) {
    What what = before.what();
    jdbc.sql(
            "update %1$s set %2$s = :after where %3$s = :row and %2$s = :before"
                .formatted(what.table, what.column, what.row))
        .param("after", after)
        .param("row", before.row())
        .param("before", before.bytes())
        .update();
  }
}
