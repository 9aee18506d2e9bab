package org.partnergateway.routes.store.settlements;

import java.util.List;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what lines are about that were told before it. */
public final class LineMatches {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("refund", "refund_ref", "line.matched_kind is distinct from 'refund'"),
          new Kind("payment", "payment_ref", "line.matched_id is null"),
          new Kind("order", "order_ref", "line.matched_id is null"));

  private static final String BY_REFERENCE =
      """
      update settlement_line line set matched_kind = known.kind, matched_id = known.id
      from ledger_reference known, settlement
      where settlement.number = line.settlement and known.kind = '%1$s'
        and known.partner = settlement.partner and known.reference = line.%2$s and %3$s
        and line.%2$s is not null and %4$s
      """;

  private static final String BY_ID =
      """
      update settlement_line line set matched_kind = '%1$s', matched_id = line.%2$s
      where line.%2$s in (select id from ledger where kind = '%1$s' and id in (:ids)) and %3$s
        and line.%2$s is not null
      """;

  private final JdbcClient jdbc;

  public LineMatches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param open which lines may still find one of this kind
   */
  private record Kind(String name, String column, String open) {
    String in(String statement, String which) {
      return statement.formatted(name, column, open, which);
    }
  }

  /** Of the lines of one settlement that have none yet. */
  public void ofSettlement(long number) {
    OwnTransaction.require("LineMatches.ofSettlement");
    for (Kind kind : KINDS) {
      jdbc.sql(kind.in(BY_REFERENCE, "line.settlement = :number")).param("number", number).update();
    }
  }

  /**
   * Of all lines that have none yet and are about these payments, refunds and orders.
   *
   * @return the settlements that have lines of them, in order
   */
  public List<Long> about(List<String> ids) {
    OwnTransaction.require("LineMatches.about");
    for (Kind kind : KINDS) {
      jdbc.sql(kind.in(BY_REFERENCE, "known.id in (:ids)")).param("ids", ids).update();
      jdbc.sql(kind.in(BY_ID, "")).param("ids", ids).update();
    }
    return jdbc.sql(
            """
            select distinct settlement from settlement_line where matched_id in (:ids)
            order by settlement
            """)
        .param("ids", ids)
        .query(Long.class)
        .list();
  }
}
