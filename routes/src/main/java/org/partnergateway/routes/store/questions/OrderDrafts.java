package org.partnergateway.routes.store.questions;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders that are none yet: they come into the ledger, and are told of, when their payment is
 * authorized. Until then only that payment knows them, which needs to say what it is for.
 */
public final class OrderDrafts {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public OrderDrafts(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps it; once more is the same as once. */
  public void put(String id, String partner, JsonNode document) {
    jdbc.sql(
            """
            insert into order_draft (id, partner, created_at, document)
            values (?, ?, ?, ?::json) on conflict (id) do nothing
            """)
        .params(id, partner, Columns.time(clock.instant()), Columns.json(document))
        .update();
  }

  /** As an entry that the ledger has not written. */
  public Optional<LedgerEntry> find(String id) {
    return jdbc.sql("select * from order_draft where id = ?")
        .param(id)
        .query(OrderDrafts::read)
        .optional();
  }

  /** Payments that failed long ago have no more use for theirs. */
  public int forgetBefore(Instant time, int most) {
    return jdbc.sql(
            """
            delete from order_draft where id in (
              select id from order_draft where created_at < ? order by created_at limit ?)
            """)
        .params(Columns.time(time), most)
        .update();
  }

  private static LedgerEntry read(ResultSet row, int number) throws SQLException {
    JsonNode document = Columns.json(row, "document");
    return LedgerEntry.fresh(
        "order",
        row.getString("id"),
        null,
        row.getString("partner"),
        document.path("status").asText(),
        Columns.time(row, "created_at"),
        document);
  }
}
