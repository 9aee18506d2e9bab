package org.partnergateway.routes.store.settlements;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.partnergateway.routes.store.OwnTransaction;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes lines, each with the payment, refund or order that it is about, where that is known. */
public final class SettlementLines {
  private static final String STAGE =
      """
      create temporary table if not exists settlement_line_told (
        settlement bigint, gross bigint, fee bigint, net bigint, original_amount bigint,
        occurred_at timestamptz, currency text, type text, ref text, payment_ref text,
        refund_ref text, order_ref text, original_currency text, exchange_rate text,
        description text, partner_code text
      ) on commit delete rows
      """;

  // A lookup for each line and kind by the primary key, whatever the planner thinks of the sizes.
  private static final String PUT =
      """
      insert into settlement_line as held (%s, matched_kind, matched_id)
      select %s,
        case when refund.id is not null then 'refund' when payment.id is not null then 'payment'
          when shop_order.id is not null then 'order' end,
        coalesce(refund.id, payment.id, shop_order.id)
      from settlement_line_told told
      join settlement on settlement.number = told.settlement
      %s %s %s
      on conflict (settlement, ref) do update set
        gross = excluded.gross, fee = excluded.fee, net = excluded.net,
        original_amount = excluded.original_amount, occurred_at = excluded.occurred_at,
        currency = excluded.currency, type = excluded.type, payment_ref = excluded.payment_ref,
        refund_ref = excluded.refund_ref, order_ref = excluded.order_ref,
        original_currency = excluded.original_currency, exchange_rate = excluded.exchange_rate,
        description = excluded.description, partner_code = excluded.partner_code,
        matched_kind = excluded.matched_kind, matched_id = excluded.matched_id
      where (held.gross, held.fee, held.net, held.original_amount, held.occurred_at, held.currency,
          held.type, held.payment_ref, held.refund_ref, held.order_ref, held.original_currency,
          held.exchange_rate, held.description, held.partner_code, held.matched_id)
        is distinct from (excluded.gross, excluded.fee, excluded.net, excluded.original_amount,
          excluded.occurred_at, excluded.currency, excluded.type, excluded.payment_ref,
          excluded.refund_ref, excluded.order_ref, excluded.original_currency,
          excluded.exchange_rate, excluded.description, excluded.partner_code, excluded.matched_id)
      """
          .formatted(
              CopyText.COLUMNS,
              "told." + CopyText.COLUMNS.replace(", ", ", told."),
              found("refund", "refund", "ref"),
              found("payment", "payment", "pay"),
              found("order", "shop_order", "ord"));

  private final JdbcTemplate jdbc;

  public SettlementLines(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By what the partner calls it, or by our id where the report has that. */
  private static String found(String kind, String alias, String idPrefix) {
    return """
    left join lateral (
      select id from ledger_reference
      where kind = '%1$s' and ledger_reference.partner = settlement.partner and reference = told.%1$s_ref
      union all
      select id from ledger
      where told.%1$s_ref like '%3$s\\_%%' and kind = '%1$s' and id = told.%1$s_ref
      limit 1
    ) %2$s on true
    """
        .formatted(kind, alias, idPrefix);
  }

  /**
   * Puts lines, in the caller's transaction. A line that is there already with that reference is
   * told anew.
   *
   * @param rows of which no two are the same line
   * @return how many were new or changed
   */
  public int put(List<LineRow> rows) {
    OwnTransaction.require("SettlementLines.put");
    if (rows.isEmpty()) {
      return 0;
    }
    ConnectionCallback<Integer> call = connection -> put(connection, rows);
    return Objects.requireNonNull(jdbc.execute(call));
  }

  private static int put(Connection connection, List<LineRow> rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(STAGE);
      statement.execute("delete from settlement_line_told");
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy settlement_line_told (%s) from stdin".formatted(CopyText.COLUMNS),
              new ByteArrayInputStream(CopyText.of(rows)));
      return statement.executeUpdate(PUT);
    } catch (IOException e) {
      throw new SQLException("Lines could not be copied", e);
    }
  }
}
