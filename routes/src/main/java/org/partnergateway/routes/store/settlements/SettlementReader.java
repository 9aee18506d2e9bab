package org.partnergateway.routes.store.settlements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.InvalidCursor;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of lines and differences. */
public final class SettlementReader {
  private final JdbcClient jdbc;

  public SettlementReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which lines; null for all.
   *
   * @param matched whether what it names is known here
   * @param difference a type of difference that it, or its payment or refund, has
   */
  public record LineFilter(
      @Nullable Boolean matched, @Nullable String difference, @Nullable String type) {}

  /** Which differences; null for all. */
  public record DifferenceFilter(
      @Nullable Long settlement, @Nullable String type, @Nullable String partner) {}

  /**
   * A settlement's lines by their reference.
   *
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<StoredLine> lines(
      long settlement, LineFilter filter, @Nullable String cursor, int limit) {
    StringBuilder where = new StringBuilder("settlement = :settlement and ref > :after");
    if (filter.type() != null) {
      where.append(" and type = :type");
    }
    if (filter.matched() != null) {
      where.append(
          filter.matched()
              ? " and matched_id is not null"
              : " and matched_id is null and coalesce(payment_ref, refund_ref, order_ref) is not null");
    }
    if (filter.difference() != null) {
      where.append(
          """
           and exists (select 1 from settlement_difference d where d.type = :difference
             and ((d.settlement = line.settlement and d.line_ref = line.ref)
               or (d.matched_id = line.matched_id and d.line_type = line.type)))
          """);
    }
    List<StoredLine> rows =
        jdbc.sql(
                "select * from settlement_line line where %s order by ref limit :limit"
                    .formatted(where))
            .param("settlement", settlement)
            .param("after", cursor == null ? "" : ListCursor.decode(cursor))
            .param("type", filter.type())
            .param("difference", filter.difference())
            .param("limit", limit + 1)
            .query((row, number) -> line(row))
            .list();
    return Page.of(rows, limit, last -> ListCursor.encode(last.told().ref()));
  }

  private static StoredLine line(ResultSet row) throws SQLException {
    return new StoredLine(
        new LineRow(
            row.getLong("settlement"),
            row.getString("ref"),
            row.getString("type"),
            Columns.timeOrNull(row, "occurred_at"),
            row.getString("currency"),
            row.getLong("gross"),
            row.getLong("fee"),
            row.getLong("net"),
            row.getObject("original_amount", Long.class),
            row.getString("original_currency"),
            row.getString("exchange_rate"),
            row.getString("payment_ref"),
            row.getString("refund_ref"),
            row.getString("order_ref"),
            row.getString("description"),
            row.getString("partner_code")),
        row.getString("matched_kind"),
        row.getString("matched_id"));
  }

  /**
   * Differences, the newest first.
   *
   * @throws InvalidCursor when the cursor is none of this list's
   */
  public Page<StoredDifference> differences(
      DifferenceFilter filter, @Nullable String cursor, int limit) {
    StringBuilder where = new StringBuilder("difference.id < :before");
    if (filter.type() != null) {
      where.append(" and difference.type = :type");
    }
    if (filter.partner() != null) {
      where.append(" and difference.partner = :partner");
    }
    if (filter.settlement() != null) {
      where.append(
          """
           and (settlement = :settlement or (matched_id is not null and exists (
             select 1 from settlement_line line where line.matched_id = difference.matched_id
               and line.settlement = :settlement and line.type = difference.line_type)))
          """);
    }
    List<StoredDifference> rows =
        jdbc.sql(
                """
                select difference.*, settlement.id as settlement_id from settlement_difference difference
                left join settlement on settlement.number = difference.settlement
                where %s order by difference.id desc limit :limit
                """
                    .formatted(where))
            .param("before", before(cursor))
            .param("type", filter.type())
            .param("partner", filter.partner())
            .param("settlement", filter.settlement())
            .param("limit", limit + 1)
            .query((row, number) -> difference(row))
            .list();
    return Page.of(rows, limit, last -> ListCursor.encode(String.valueOf(last.id())));
  }

  private static long before(@Nullable String cursor) {
    if (cursor == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(ListCursor.decode(cursor));
    } catch (NumberFormatException e) {
      throw new InvalidCursor(cursor, e);
    }
  }

  private static StoredDifference difference(ResultSet row) throws SQLException {
    return new StoredDifference(
        row.getLong("id"),
        row.getString("type"),
        row.getString("partner"),
        row.getString("settlement_id"),
        row.getString("line_ref"),
        row.getString("matched_kind"),
        row.getString("matched_id"),
        row.getLong("expected"),
        row.getString("expected_currency"),
        row.getObject("settled", Long.class),
        row.getString("settled_currency"),
        Columns.time(row, "found_at"));
  }
}
