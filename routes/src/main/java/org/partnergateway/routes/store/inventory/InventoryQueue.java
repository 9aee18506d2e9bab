package org.partnergateway.routes.store.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.operations.OperationStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures that wait for their marketplace, and those that it was told. */
public final class InventoryQueue {
  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final InventoryUpdates updates;

  public InventoryQueue(JdbcClient jdbc, InstantSource clock, InventoryUpdates updates) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.updates = updates;
  }

  /** Keeps others from choosing among a partner's figures until the transaction ends. */
  public void lock(String partner) {
    updates.lock(partner);
  }

  /** The partners for which figures wait. */
  public List<String> partners() {
    return jdbc.sql("select distinct partner from inventory_figure where status = 'waiting'")
        .query(String.class)
        .list();
  }

  /**
   * The first that wait, in the order in which they came; of no level of which one is being told.
   */
  public List<StoredFigure> waiting(String partner, long after, int most) {
    return jdbc.sql(
            """
            select * from inventory_figure f where partner = ? and status = 'waiting' and id > ?
            and not exists (select 1 from inventory_figure other where other.partner = f.partner
              and other.name = f.name and other.status = 'publishing')
            order by id limit ?
            """)
        .params(partner, after, most)
        .query(InventoryUpdates::figure)
        .list();
  }

  /** How many operations tell a partner's figures at the moment. */
  public int telling(String partner) {
    return jdbc.sql(
            """
            select count(distinct operation_id) from inventory_figure
            where partner = ? and status = 'publishing'
            """)
        .param(partner)
        .query(Integer.class)
        .single();
  }

  /**
   * An operation that is telling a level now, by figures that were told many at once.
   *
   * @param name of the level
   */
  public Optional<String> telling(String partner, String name) {
    return jdbc.sql(
            """
            select o.id from inventory_figure f join operation o on o.id = f.operation_id
            where f.partner = ? and f.name = ? and f.status = 'publishing'
            and o.status in ('queued', 'in_flight') limit 1
            """)
        .params(partner, name)
        .query(String.class)
        .optional();
  }

  /** Notes that an operation tells these, in their order; in the caller's transaction. */
  public void tell(List<Long> figures, String operationId) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    figures.forEach(ids::add);
    jdbc.sql(
            """
            update inventory_figure f
            set status = 'publishing', operation_id = :operation, told_place = one.place - 1, updated_at = :now
            from json_array_elements_text(:ids::json) with ordinality as one (id, place)
            where f.id = one.id::bigint
            """)
        .param("operation", operationId)
        .param("ids", Columns.json(ids))
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** Notes what has become of one. */
  public void end(long figure, String status, @Nullable JsonNode outcome) {
    jdbc.sql(
            "update inventory_figure set status = ?, outcome = ?::json, updated_at = ? where id = ?")
        .params(status, Columns.jsonOrNull(outcome), Columns.time(clock.instant()), figure)
        .update();
  }

  /**
   * Notes what has become of those that an operation told at once; the ledger is still to be told.
   *
   * @param outcomes arrays of {@code [place, status, outcome as text]}
   */
  public void taken(String operationId, ArrayNode outcomes) {
    jdbc.sql(
            """
            update inventory_figure f
            set status = one.row ->> 1, outcome = (one.row ->> 2)::json, unwritten = true, updated_at = :now
            from json_array_elements(:rows::json) as one (row)
            where f.operation_id = :operation and f.told_place = (one.row ->> 0)::int
            """)
        .param("operation", operationId)
        .param("rows", Columns.json(outcomes))
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** A figure whose operation has ended, or is in doubt, as long as that isn't noted. */
  public record Ended(long figure, OperationStatus status, @Nullable JsonNode problem) {}

  /**
   * Figures whose operation has come to an end that isn't noted with them.
   *
   * @param exceptKind operations that say themselves what became of each, when they succeed
   */
  public List<Ended> ended(String exceptKind, int most) {
    return jdbc.sql(
            """
            select f.id, o.status, o.problem from inventory_figure f
            join operation o on o.id = f.operation_id
            where f.status in ('publishing', 'outcome_unknown')
            and o.status not in ('queued', 'in_flight')
            and not (o.kind = ? and o.status in ('succeeded', 'declined'))
            and not (f.status = 'outcome_unknown' and o.status = 'outcome_unknown')
            order by f.id limit ?
            """)
        .params(exceptKind, most)
        .query(InventoryQueue::ended)
        .list();
  }

  private static Ended ended(ResultSet row, int number) throws SQLException {
    return new Ended(
        row.getLong("id"),
        OperationStatus.of(row.getString("status")),
        Columns.jsonOrNull(row, "problem"));
  }

  /** What the ledger is still to be told. */
  public List<StoredFigure> unwritten(int most) {
    return jdbc.sql("select * from inventory_figure where unwritten order by id limit ?")
        .param(most)
        .query(InventoryUpdates::figure)
        .list();
  }

  /** The ledger was told. */
  public void written(Collection<Long> figures) {
    if (!figures.isEmpty()) {
      jdbc.sql("update inventory_figure set unwritten = false where id in (:ids)")
          .param("ids", figures)
          .update();
    }
  }

  /** Whether an operation of that kind is under way at a partner, or will go on by itself. */
  public boolean isBusy(String partner, String kind) {
    return jdbc.sql(
            """
            select exists (select 1 from operation where partner = ? and kind = ?
              and (status in ('queued', 'in_flight') or status = 'outcome_unknown' and lease_until is not null))
            """)
        .params(partner, kind)
        .query(Boolean.class)
        .single();
  }

  /** Of these levels those that an operation is about at this moment. */
  public List<String> beingTold(String partner, String resourceKind, Collection<String> names) {
    return names.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select r.reference from ledger_reference r
                join operation o on o.resource_kind = r.kind and o.resource_id = r.id
                where r.kind = :kind and r.partner = :partner and r.reference in (:names)
                and o.status in ('queued', 'in_flight')
                """)
            .param("kind", resourceKind)
            .param("partner", partner)
            .param("names", names)
            .query(String.class)
            .list();
  }

  /** Of each of these levels of which the ledger knows, what it knows; by name. */
  public Map<String, JsonNode> known(
      String partner, String resourceKind, Collection<String> names) {
    Map<String, JsonNode> known = new HashMap<>();
    if (!names.isEmpty()) {
      jdbc.sql(
              """
              select r.reference, l.document from ledger_reference r
              join ledger l on l.kind = r.kind and l.id = r.id
              where r.kind = :kind and r.partner = :partner and r.reference in (:names)
              """)
          .param("kind", resourceKind)
          .param("partner", partner)
          .param("names", names)
          .query(
              row -> {
                known.put(row.getString("reference"), Columns.json(row, "document"));
              });
    }
    return known;
  }
}
