package org.partnergateway.routes.store.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders, payments, shipments and so on, each a canonical document with a version. */
public final class Ledger {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Ledger(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Optional<LedgerEntry> find(String kind, String id) {
    return jdbc.sql("select * from ledger where kind = ? and id = ?")
        .params(kind, id)
        .query(Ledger::read)
        .optional();
  }

  /** Those that there are, in no order. */
  public List<LedgerEntry> findAll(String kind, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql("select * from ledger where kind = :kind and id in (:ids)")
            .param("kind", kind)
            .param("ids", ids)
            .query(Ledger::read)
            .list();
  }

  /** As {@link #lock(String, String)}, of several; in no order. */
  public List<LedgerEntry> lockAll(String kind, Collection<String> ids) {
    OwnTransaction.require("Ledger.lockAll");
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select * from ledger where kind = :kind and id in (:ids) order by id for update")
            .param("kind", kind)
            .param("ids", ids)
            .query(Ledger::read)
            .list();
  }

  /** By what a partner calls it. */
  public Optional<LedgerEntry> findByReference(String kind, String partner, String reference) {
    return findIdByReference(kind, partner, reference).flatMap(id -> find(kind, id));
  }

  /** Finds it and keeps others from writing it until the caller's transaction ends. */
  public Optional<LedgerEntry> lock(String kind, String id) {
    OwnTransaction.require("Ledger.lock");
    return jdbc.sql("select * from ledger where kind = ? and id = ? for update")
        .params(kind, id)
        .query(Ledger::read)
        .optional();
  }

  /**
   * As {@link #lock}, by what a partner calls it. When nothing has that name yet, the name is kept
   * for the caller: until the transaction ends, nobody else comes past here with it, so that two
   * messages about one new order make one order.
   */
  public Optional<LedgerEntry> lockByReference(String kind, String partner, String reference) {
    OwnTransaction.require("Ledger.lockByReference");
    Optional<String> id = findIdByReference(kind, partner, reference);
    if (id.isEmpty()) {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
          .param(String.join("\n", kind, partner, reference))
          .query((row, number) -> true)
          .single();
      id = findIdByReference(kind, partner, reference);
    }
    return id.flatMap(known -> lock(kind, known));
  }

  /**
   * Writes an entry: a new one when its version is 0, else on top of that version.
   *
   * @return the entry as it stands now
   * @throws StaleVersion when somebody was quicker
   */
  public LedgerEntry put(LedgerEntry entry) {
    Instant now = Columns.toMicros(clock.instant());
    boolean isNew = entry.version() == 0;
    String sql =
        isNew
            ? """
            insert into ledger
              (kind, id, order_id, partner, status, status_at, version, document, standing,
               created_at, updated_at)
            values
              (:kind, :id, :orderId, :partner, :status, :statusAt, 1, :document::json, :standing::json,
               :now, :now)
            on conflict do nothing
            """
            : """
            update ledger
            set order_id = :orderId, partner = :partner, status = :status, status_at = :statusAt,
                version = version + 1, document = :document::json,
                standing = :standing::json, updated_at = :now
            where kind = :kind and id = :id and version = :version
            """;
    int written =
        jdbc.sql(sql)
            .param("kind", entry.kind())
            .param("id", entry.id())
            .param("orderId", entry.orderId())
            .param("partner", entry.partner())
            .param("status", entry.status())
            .param("statusAt", Columns.time(entry.statusAt()))
            .param("version", entry.version())
            .param("document", Columns.json(entry.document()))
            .param("standing", Columns.jsonOrNull(entry.standing()))
            .param("now", Columns.time(now))
            .update();
    if (written == 0) {
      throw new StaleVersion(entry.kind(), entry.id(), entry.version());
    }
    return new LedgerEntry(
        entry.kind(),
        entry.id(),
        entry.orderId(),
        entry.partner(),
        entry.status(),
        entry.statusAt(),
        entry.version() + 1,
        entry.document(),
        isNew ? now : entry.createdAt(),
        now,
        entry.standing());
  }

  /** Writes only what is kept beside a document of this version, which stays as it is. */
  public void note(LedgerEntry entry, JsonNode standing) {
    int written =
        jdbc.sql(
                """
                update ledger set standing = ?::json where kind = ? and id = ? and version = ?
                """)
            .params(Columns.json(standing), entry.kind(), entry.id(), entry.version())
            .update();
    if (written == 0) {
      throw new StaleVersion(entry.kind(), entry.id(), entry.version());
    }
  }

  /**
   * Notes what a partner calls an entry; once more is the same as once.
   *
   * @throws ReferenceTaken when it names another entry
   */
  public void addReference(String kind, String partner, String reference, String id) {
    String named =
        jdbc.sql(
                """
                with added as (
                  insert into ledger_reference (kind, partner, reference, id)
                  values (:kind, :partner, :reference, :id)
                  on conflict (kind, partner, reference) do nothing returning id)
                select id from added
                """)
            .param("kind", kind)
            .param("partner", partner)
            .param("reference", reference)
            .param("id", id)
            .query(String.class)
            .optional()
            .or(() -> findIdByReference(kind, partner, reference))
            .orElse(id);
    if (!named.equals(id)) {
      throw new ReferenceTaken(kind, partner, reference, named);
    }
  }

  /**
   * Entries of a kind, the newest first.
   *
   * @throws org.partnergateway.routes.store.InvalidCursor when the cursor is none of this list's
   */
  public Page<LedgerEntry> list(
      String kind, LedgerFilter filter, @Nullable String cursor, int limit) {
    StringBuilder where =
        new StringBuilder("kind = :kind and (created_at, id) < (:createdAt, :id)");
    if (filter.status() != null) {
      where.append(" and status = :status");
    }
    if (filter.partner() != null) {
      where.append(" and partner = :partner");
    }
    if (filter.orderId() != null) {
      where.append(" and order_id = :orderId");
    }
    if (filter.paymentId() != null) {
      // A refund's payment has no column: those of one order are few.
      where.append(
          """
           and order_id = (select order_id from ledger where kind = 'payment' and id = :paymentId)
           and document ->> 'payment_id' = :paymentId
          """);
    }
    ListCursor before = ListCursor.parse(cursor);
    List<LedgerEntry> rows =
        jdbc.sql(
                "select * from ledger where %s order by created_at desc, id desc limit :limit"
                    .formatted(where))
            .param("kind", kind)
            .param("createdAt", Columns.time(before.createdAt()))
            .param("id", before.id())
            .param("status", filter.status())
            .param("partner", filter.partner())
            .param("orderId", filter.orderId())
            .param("paymentId", filter.paymentId())
            .param("limit", limit + 1)
            .query(Ledger::read)
            .list();
    return Page.of(rows, limit, last -> new ListCursor(last.createdAt(), last.id()).text());
  }

  /**
   * All of a kind that name that entry as theirs; of the same order, as all that belong together.
   */
  public List<LedgerEntry> naming(String kind, String namedKind, LedgerEntry named) {
    return jdbc.sql(
            "select * from ledger where order_id = ? and kind = ? and document ->> ? = ? order by"
                + " id")
        .params(
            named.orderId() == null ? named.id() : named.orderId(),
            kind,
            namedKind + "_id",
            named.id())
        .query(Ledger::read)
        .list();
  }

  /** All of a kind and partner that belong to no order yet, kept from others. */
  public List<LedgerEntry> withoutOrder(String kind, String partner) {
    OwnTransaction.require("Ledger.withoutOrder");
    return jdbc.sql(
            """
            select * from ledger where kind = ? and partner = ? and order_id is null
            order by id for update
            """)
        .params(kind, partner)
        .query(Ledger::read)
        .list();
  }

  private Optional<String> findIdByReference(String kind, String partner, String reference) {
    return jdbc.sql(
            "select id from ledger_reference where kind = ? and partner = ? and reference = ?")
        .params(kind, partner, reference)
        .query(String.class)
        .optional();
  }

  private static LedgerEntry read(ResultSet row, int number) throws SQLException {
    return new LedgerEntry(
        row.getString("kind"),
        row.getString("id"),
        row.getString("order_id"),
        row.getString("partner"),
        row.getString("status"),
        Columns.time(row, "status_at"),
        row.getLong("version"),
        Columns.json(row, "document"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"),
        Columns.jsonOrNull(row, "standing"));
  }
}
