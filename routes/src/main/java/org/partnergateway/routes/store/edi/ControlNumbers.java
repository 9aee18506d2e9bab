package org.partnergateway.routes.store.edi;

import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Numbers of interchanges and groups, by partner and standard. They are drawn in the transaction of
 * what bears them: what is rolled back leaves no gap, and nobody draws one twice.
 */
public final class ControlNumbers {
  /** Nine digits; after that they begin again. */
  private static final long LARGEST = 999_999_999;

  private final JdbcClient jdbc;

  public ControlNumbers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a number tells apart. */
  public enum Kind {
    INTERCHANGE("interchange"),
    GROUP("group");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** The next number for what we send. */
  public long next(String partner, String standard, Kind kind) {
    OwnTransaction.require("a control number");
    return jdbc.sql(
            """
            insert into control_number (partner, standard, kind, last) values (?, ?, ?, 1)
            on conflict (partner, standard, kind) do update
            set last = case when control_number.last >= ? then 1 else control_number.last + 1 end
            returning last
            """)
        .params(partner, standard, kind.word, LARGEST)
        .query(Long.class)
        .single();
  }

  /**
   * The number of the interchange that came last, 0 for none. Until the transaction ends nobody
   * else takes one of this partner in.
   */
  public long lastReceived(String partner, String standard) {
    OwnTransaction.require("the last control number");
    return jdbc.sql(
            """
            insert into control_number (partner, standard, kind, last) values (?, ?, 'received', 0)
            on conflict (partner, standard, kind) do update set last = control_number.last
            returning last
            """)
        .params(partner, standard)
        .query(Long.class)
        .single();
  }

  public void received(String partner, String standard, long number) {
    jdbc.sql(
            "update control_number set last = ? where partner = ? and standard = ? and kind = 'received'")
        .params(number, partner, standard)
        .update();
  }
}
