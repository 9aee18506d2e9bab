package org.partnergateway.routes.store.settlements;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a settlement's lines come to. */
public final class SettlementSums {
  private final JdbcClient jdbc;

  public SettlementSums(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The lines of one type and currency.
   *
   * @param unmatched those that name a payment, refund or order which isn't known
   */
  public record Sum(
      String type,
      String currency,
      long lines,
      long matched,
      long unmatched,
      long gross,
      long fee,
      long net) {}

  /** By type and currency. */
  public List<Sum> of(long settlement) {
    return jdbc.sql(
            """
            select type, currency, count(*) as lines, count(matched_id) as matched,
              count(*) filter (where matched_id is null
                and coalesce(payment_ref, refund_ref, order_ref) is not null) as unmatched,
              sum(gross)::bigint as gross, sum(fee)::bigint as fee, sum(net)::bigint as net
            from settlement_line where settlement = ? group by type, currency order by type, currency
            """)
        .param(settlement)
        .query(Sum.class)
        .list();
  }
}
