package org.partnergateway.routes.store.edi;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Interchanges in the store, each with its transactions. */
public final class Interchanges {
  private final JdbcClient jdbc;

  public Interchanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the caller's transaction, before what is in it. */
  public void add(StoredInterchange one) {
    OwnTransaction.require("an interchange");
    Fingerprint fingerprint = one.fingerprint();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(one.id());
    values.add(one.incoming() ? "in" : "out");
    values.add(one.partner());
    values.add(one.standard());
    values.add(one.sender());
    values.add(one.receiver());
    values.add(one.controlNumber());
    values.add(one.usage());
    values.add(one.status().word());
    values.add(one.sequence());
    values.add(one.reason());
    values.add(Columns.json(one.faults()));
    values.add(one.fileId());
    values.add(one.fileName());
    values.add(fingerprint == null ? null : fingerprint.bytes());
    values.add(one.acknowledges());
    values.add(Columns.time(one.createdAt()));
    jdbc.sql(
            """
            insert into interchange (id, direction, partner, standard, sender, receiver, control_number, usage, status,
              sequence, reason, faults, file_id, file_name, fingerprint, acknowledges, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?)
            """)
        .params(values)
        .update();
  }

  /** In the caller's transaction. */
  public void add(String interchange, StoredInterchange.Transaction one) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(interchange);
    values.add(one.position());
    values.add(one.functionalId());
    values.add(one.groupControlNumber());
    values.add(one.type());
    values.add(one.controlNumber());
    values.add(one.status().word());
    values.add(Columns.json(one.faults()));
    values.add(one.message());
    values.add(one.messageId());
    values.add(one.operationId());
    jdbc.sql(
            """
            insert into interchange_transaction (interchange_id, position, functional_id, group_control_number, type,
              control_number, status, faults, message, message_id, operation_id)
            values (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?)
            """)
        .params(values)
        .update();
  }

  /** How what came ended. */
  public void settle(String id, InterchangeStatus status, JsonNode faults) {
    jdbc.sql("update interchange set status = ?, faults = ?::json where id = ?")
        .params(status.word(), Columns.json(faults), id)
        .update();
  }

  /** The interchange of that number that was taken, if any. */
  public Optional<StoredInterchange> taken(
      String partner, String standard, String sender, String receiver, String controlNumber) {
    return jdbc.sql(
            """
            select * from interchange where direction = 'in' and status <> 'refused' and partner = ? and standard = ?
              and sender = ? and receiver = ? and control_number = ?
            """)
        .params(partner, standard, sender, receiver, controlNumber)
        .query(Interchanges::interchange)
        .optional();
  }

  /** The interchanges of that number that were sent, the newest first. */
  public Optional<StoredInterchange> sent(String partner, String standard, String controlNumber) {
    return jdbc.sql(
            """
            select * from interchange where direction = 'out' and partner = ? and standard = ? and control_number = ?
            order by created_at desc limit 1
            """)
        .params(partner, standard, controlNumber)
        .query(Interchanges::interchange)
        .optional();
  }

  /** The interchange that was sent with that group; the newest where numbers have begun again. */
  public Optional<StoredInterchange> sentWithGroup(
      String partner, String standard, String functionalId, String groupControlNumber) {
    return jdbc.sql(
            """
            select i.* from interchange i join interchange_transaction t on t.interchange_id = i.id
            where i.direction = 'out' and i.partner = ? and i.standard = ? and t.functional_id = ?
              and t.group_control_number = ?
            order by i.created_at desc limit 1
            """)
        .params(partner, standard, functionalId, groupControlNumber)
        .query(Interchanges::interchange)
        .optional();
  }

  /** Notes what the partner says of a transaction that was sent. */
  public void acknowledge(
      String interchange, int position, InterchangeStatus status, JsonNode faults) {
    jdbc.sql(
            """
            update interchange_transaction set status = ?, faults = ?::json where interchange_id = ? and position = ?
            """)
        .params(status.word(), Columns.json(faults), interchange, position)
        .update();
  }

  /** Notes what the partner says of an interchange that was sent. */
  public void acknowledge(
      String interchange, InterchangeStatus status, @Nullable String reason, Instant now) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(status.word());
    values.add(reason);
    values.add(Columns.time(now));
    values.add(interchange);
    jdbc.sql(
            """
            update interchange set status = ?, reason = coalesce(?, reason), acknowledged_at = ? where id = ?
            """)
        .params(values)
        .update();
  }

  /**
   * Notes that what was sent before that time and is not acknowledged is overdue; in the caller's
   * transaction.
   *
   * @return their ids, the oldest first
   */
  public List<String> markOverdue(String partner, String standard, Instant before, int most) {
    OwnTransaction.require("what is overdue");
    return jdbc.sql(
            """
            with late as (
              select id from interchange
              where status = 'awaited' and partner = ? and standard = ? and created_at < ?
              order by created_at, id limit ? for update skip locked),
            marked as (
              update interchange set status = 'overdue' where id in (select id from late) returning id, created_at)
            select id from marked order by created_at, id
            """)
        .params(partner, standard, Columns.time(before), most)
        .query(String.class)
        .list();
  }

  public Optional<StoredInterchange.Whole> find(String id) {
    return jdbc.sql("select * from interchange where id = ?")
        .param(id)
        .query(Interchanges::interchange)
        .optional()
        .map(one -> new StoredInterchange.Whole(one, transactions(id), answers(id)));
  }

  public List<StoredInterchange.Transaction> transactions(String interchange) {
    return jdbc.sql(
            "select * from interchange_transaction where interchange_id = ? order by position")
        .param(interchange)
        .query(Interchanges::transaction)
        .list();
  }

  /** The interchanges that answer this one, the first first. */
  public List<String> answers(String interchange) {
    return jdbc.sql("select id from interchange where acknowledges = ? order by created_at, id")
        .param(interchange)
        .query(String.class)
        .list();
  }

  /**
   * From the newest to the oldest.
   *
   * @param partner null for all
   * @param status null for any
   * @param operation null for any; else those that were sent for it
   */
  public Page<StoredInterchange> list(
      @Nullable String partner,
      @Nullable String status,
      @Nullable String operation,
      @Nullable String cursor,
      int limit) {
    ListCursor from = ListCursor.parse(cursor);
    StringBuilder sql =
        new StringBuilder("select * from interchange i where (created_at, id) < (?, ?)");
    List<Object> values = new ArrayList<>(List.of(Columns.time(from.createdAt()), from.id()));
    if (partner != null) {
      sql.append(" and partner = ?");
      values.add(partner);
    }
    if (status != null) {
      sql.append(" and status = ?");
      values.add(status);
    }
    if (operation != null) {
      sql.append(
          " and exists (select from interchange_transaction t where t.interchange_id = i.id and t.operation_id = ?)");
      values.add(operation);
    }
    sql.append(" order by created_at desc, id desc limit ?");
    values.add(limit + 1);
    return Page.of(
        jdbc.sql(sql.toString()).params(values).query(Interchanges::interchange).list(),
        limit,
        last -> new ListCursor(last.createdAt(), last.id()).text());
  }

  /**
   * Forgets what came or was sent before that time.
   *
   * @return how many
   */
  public int forget(Instant before) {
    return jdbc.sql("delete from interchange where created_at < ?")
        .param(Columns.time(before))
        .update();
  }

  private static StoredInterchange interchange(ResultSet row, int number) throws SQLException {
    byte[] fingerprint = row.getBytes("fingerprint");
    return new StoredInterchange(
        row.getString("id"),
        row.getString("direction").equals("in"),
        row.getString("partner"),
        row.getString("standard"),
        row.getString("sender"),
        row.getString("receiver"),
        row.getString("control_number"),
        row.getString("usage"),
        InterchangeStatus.of(row.getString("status")),
        row.getString("sequence"),
        row.getString("reason"),
        Columns.json(row, "faults"),
        row.getString("file_id"),
        row.getString("file_name"),
        fingerprint == null ? null : Fingerprint.stored(fingerprint),
        row.getString("acknowledges"),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "acknowledged_at"));
  }

  private static StoredInterchange.Transaction transaction(ResultSet row, int number)
      throws SQLException {
    return new StoredInterchange.Transaction(
        row.getInt("position"),
        row.getString("functional_id"),
        row.getString("group_control_number"),
        row.getString("type"),
        row.getString("control_number"),
        InterchangeStatus.of(row.getString("status")),
        Columns.json(row, "faults"),
        row.getString("message"),
        row.getString("message_id"),
        row.getString("operation_id"));
  }
}
