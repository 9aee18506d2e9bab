package org.partnergateway.routes.store.inventory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Updates as callers ask for them and see them. Of each level only the newest figure goes on; what
 * is no newer than another that is to be told, or was, is superseded.
 */
public final class InventoryUpdates {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public InventoryUpdates(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Accepts figures, in the caller's transaction.
   *
   * @return false when the key was used before: then nothing is written
   */
  public boolean accept(
      String id, String caller, String key, Fingerprint fingerprint, List<NewFigure> figures) {
    OwnTransaction.require("InventoryUpdates.accept");
    Instant now = clock.instant();
    int inserted =
        jdbc.sql(
                """
                insert into inventory_update (id, caller, idempotency_key, fingerprint, created_at)
                values (?, ?, ?, ?, ?) on conflict (caller, idempotency_key) do nothing
                """)
            .params(id, caller, key, fingerprint.bytes(), Columns.time(now))
            .update();
    if (inserted == 0) {
      return false;
    }
    insert(id, caller, figures, now);
    TreeSet<String> partners = new TreeSet<>();
    figures.forEach(figure -> partners.add(figure.partner()));
    partners.forEach(this::lock);
    supersede(id, now);
    return true;
  }

  /**
   * Keeps others from choosing among a partner's figures until the caller's transaction ends; for
   * several partners in the order of their ids.
   */
  void lock(String partner) {
    OwnTransaction.require("InventoryUpdates.lock");
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 56))")
        .param(partner)
        .query((row, number) -> true)
        .single();
  }

  private void insert(String id, String caller, List<NewFigure> figures, Instant now) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (NewFigure figure : figures) {
      // As texts of JSON, in which no character is one that the store can't take.
      ObjectNode row = rows.addObject();
      row.put("partner", figure.partner()).put("name", figure.name());
      row.put("as_of", figure.asOf().toString()).put("figure", Columns.json(figure.figure()));
    }
    jdbc.sql(
            """
            insert into inventory_figure
              (update_id, place, caller, partner, name, as_of, status, updated_at, figure)
            select :id, row.place - 1, :caller, row.one ->> 'partner', row.one ->> 'name',
                   (row.one ->> 'as_of')::timestamptz, 'arrived', :now, (row.one ->> 'figure')::json
            from json_array_elements(:rows::json) with ordinality as row (one, place)
            order by row.place
            """)
        .param("id", id)
        .param("caller", caller)
        .param("rows", Columns.json(rows))
        .param("now", Columns.time(now))
        .update();
  }

  private void supersede(String id, Instant now) {
    jdbc.sql(
            """
            update inventory_figure old set status = 'superseded', updated_at = :now
            where old.update_id = :id and old.status = 'arrived' and exists (
              select 1 from inventory_figure newer
              where newer.partner = old.partner and newer.name = old.name
              and newer.status in ('arrived', 'waiting', 'publishing', 'succeeded', 'outcome_unknown')
              and (newer.as_of, newer.id) > (old.as_of, old.id))
            """)
        .param("id", id)
        .param("now", Columns.time(now))
        .update();
    jdbc.sql(
            """
            update inventory_figure old set status = 'superseded', updated_at = :now
            from inventory_figure newer
            where newer.update_id = :id and newer.status = 'arrived' and old.status = 'waiting'
            and old.partner = newer.partner and old.name = newer.name
            """)
        .param("id", id)
        .param("now", Columns.time(now))
        .update();
    jdbc.sql(
            "update inventory_figure set status = 'waiting' where update_id = ? and status ="
                + " 'arrived'")
        .param(id)
        .update();
  }

  /** What a key was used for. */
  public Optional<StoredUpdate> standing(String caller, String key) {
    return jdbc.sql("select * from inventory_update where caller = ? and idempotency_key = ?")
        .params(caller, key)
        .query(this::update)
        .optional();
  }

  public Optional<StoredUpdate> find(String id) {
    return jdbc.sql("select * from inventory_update where id = ?")
        .param(id)
        .query(this::update)
        .optional();
  }

  private StoredUpdate update(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    Map<String, Integer> counts = new HashMap<>();
    jdbc.sql("select status, count(*) as n from inventory_figure where update_id = ? group by 1")
        .param(id)
        .query(
            counted -> {
              counts.put(counted.getString("status"), counted.getInt("n"));
            });
    return new StoredUpdate(
        id,
        Fingerprint.stored(row.getBytes("fingerprint")),
        Columns.time(row, "created_at"),
        counts);
  }

  /**
   * Figures in the order of the request.
   *
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<StoredFigure> list(
      String id, @Nullable String status, @Nullable String cursor, int limit) {
    List<StoredFigure> rows =
        jdbc.sql(
                """
                select * from inventory_figure
                where update_id = :id and place > :after and (:status::text is null or status = :status)
                order by place limit :limit
                """)
            .param("id", id)
            .param("after", after(cursor))
            .param("status", status)
            .param("limit", limit + 1)
            .query(InventoryUpdates::figure)
            .list();
    return Page.of(rows, limit, last -> ListCursor.encode("place " + last.place()));
  }

  private static int after(@Nullable String cursor) {
    if (cursor == null) {
      return -1;
    }
    String inside = ListCursor.decode(cursor);
    try {
      if (inside.startsWith("place ")) {
        return Integer.parseInt(inside.substring("place ".length()));
      }
    } catch (NumberFormatException e) {
      throw new InvalidCursor(cursor, e);
    }
    throw new InvalidCursor(cursor, null);
  }

  static StoredFigure figure(ResultSet row, int number) throws SQLException {
    return new StoredFigure(
        row.getLong("id"),
        row.getInt("place"),
        row.getString("caller"),
        row.getString("partner"),
        row.getString("name"),
        Columns.time(row, "as_of"),
        row.getString("status"),
        row.getString("operation_id"),
        Columns.jsonOrNull(row, "outcome"),
        (ObjectNode) Columns.json(row, "figure"),
        Columns.time(row, "updated_at"));
  }

  /** Forgets updates that came before and of which nothing goes on any more. */
  public int forgetBefore(Instant before, int most) {
    List<String> old =
        jdbc.sql(
                """
                select id from inventory_update u where created_at < ? and not exists (
                  select 1 from inventory_figure f where f.update_id = u.id
                  and (f.status in ('waiting', 'publishing', 'outcome_unknown') or f.unwritten))
                order by created_at limit ?
                """)
            .params(Columns.time(before), most)
            .query(String.class)
            .list();
    if (old.isEmpty()) {
      return 0;
    }
    jdbc.sql("delete from inventory_figure where update_id in (:ids)").param("ids", old).update();
    return jdbc.sql("delete from inventory_update where id in (:ids)").param("ids", old).update();
  }
}
