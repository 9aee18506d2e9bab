package org.partnergateway.routes.store.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receipts for files that came, which are sent later and until they are taken. */
public final class FileReceipts {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public FileReceipts(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A receipt that is to go.
   *
   * @param tries how often it was tried
   */
  public record Receipt(
      String file, String url, Map<String, String> headers, byte[] content, int tries) {}

  /** Keeps one to be sent; asked for again, it goes once more. */
  public void keep(String file, String url, Map<String, String> headers, byte[] content) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    headers.forEach(tree::put);
    jdbc.sql(
            """
            insert into partner_file_receipt (file_id, url, headers, content, next_attempt_at)
            values (?, ?, ?::json, ?, ?)
            on conflict (file_id) do update set url = excluded.url, tries = 0,
              next_attempt_at = excluded.next_attempt_at
            """)
        .params(file, url, Columns.json(tree), content, Columns.time(clock.instant()))
        .update();
  }

  /** Those of a channel whose time has come. */
  public List<Receipt> due(String partner, String channel, int limit) {
    return jdbc.sql(
            """
            select r.* from partner_file_receipt r join partner_file f on f.id = r.file_id
            where r.next_attempt_at <= ? and f.partner = ? and f.channel = ?
            order by r.next_attempt_at limit ?
            """)
        .params(Columns.time(clock.instant()), partner, channel, limit)
        .query(
            (row, number) ->
                new Receipt(
                    row.getString("file_id"),
                    row.getString("url"),
                    headers(Columns.json(row, "headers")),
                    row.getBytes("content"),
                    row.getInt("tries")))
        .list();
  }

  /**
   * It was tried.
   *
   * @param next null when it was taken, or is given up
   * @param reason null when it was taken
   */
  public void tried(String file, @Nullable Instant next, @Nullable String reason) {
    jdbc.sql(
            """
            update partner_file_receipt set tries = tries + 1, next_attempt_at = ?, reason = ? where file_id = ?
            """)
        .params(Columns.timeOrNull(next), reason, file)
        .update();
  }

  private static Map<String, String> headers(JsonNode tree) {
    Map<String, String> headers = new LinkedHashMap<>();
    tree.properties().forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
    return headers;
  }
}
