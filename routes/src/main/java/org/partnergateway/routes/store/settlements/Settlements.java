package org.partnergateway.routes.store.settlements;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which settlements there are, and which of them are to be compared with the ledger. */
public final class Settlements {
  private static final String NUMBER_OF =
      "select number from settlement where partner = ? and payout_ref = ?";

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Settlements(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param number by which its lines name it
   * @param id in the ledger
   */
  public record Settlement(long number, String id, String partner, String payoutRef) {}

  /** The number by which lines name it. */
  public Optional<Long> number(String partner, String payoutRef) {
    return jdbc.sql(NUMBER_OF).params(partner, payoutRef).query(Long.class).optional();
  }

  /** Adds one that is in the ledger, in the caller's transaction; once more is the same. */
  public long add(String id, String partner, String payoutRef) {
    OwnTransaction.require("Settlements.add");
    jdbc.sql(
            """
            insert into settlement (id, partner, payout_ref, created_at) values (?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(id, partner, payoutRef, Columns.time(clock.instant()))
        .update();
    return jdbc.sql(NUMBER_OF).params(partner, payoutRef).query(Long.class).single();
  }

  public Optional<Settlement> find(String id) {
    return jdbc.sql("select number, id, partner, payout_ref from settlement where id = ?")
        .param(id)
        .query(Settlement.class)
        .optional();
  }

  /** Notes that these are to be compared; until the transaction ends nobody else is at them. */
  public void changed(List<Long> numbers) {
    changed(numbers, null);
  }

  /**
   * As {@link #changed(List)}, by lines of a batch, which may bring more.
   *
   * @param batch starts with {@code bat_}
   */
  public void changedBy(String batch, List<Long> numbers) {
    changed(numbers, batch);
  }

  private void changed(List<Long> numbers, @Nullable String batch) {
    OwnTransaction.require("Settlements.changed");
    if (!numbers.isEmpty()) {
      jdbc.sql(
              """
              with mine as (
                select number from settlement where number in (:numbers) order by number for update)
              update settlement set changed_at = :now, batch_id = coalesce(:batch, batch_id)
              from mine where mine.number = settlement.number
              """)
          .param("numbers", numbers)
          .param("batch", batch)
          .param("now", Columns.time(clock.instant()))
          .update();
    }
  }

  /**
   * One that is to be compared, kept from others until the caller's transaction ends; from then on
   * it counts as compared. Comparing costs as much as it has lines, so that one whose batch is
   * still at work has to wait, unless that has stopped.
   *
   * @param quiet it has not changed since
   * @param stopped a batch that has brought nothing since is not waited for
   */
  public Optional<Settlement> takeChanged(Instant quiet, Instant stopped) {
    OwnTransaction.require("Settlements.takeChanged");
    return jdbc.sql(
            """
            with one as (
              select number from settlement where changed_at <= ?
                and (changed_at <= ? or not exists (
                  select 1 from batch where batch.id = settlement.batch_id and ended_at is null))
              order by changed_at limit 1 for update of settlement skip locked)
            update settlement s set changed_at = null from one where one.number = s.number
            returning s.number, s.id, s.partner, s.payout_ref
            """)
        .params(Columns.time(quiet), Columns.time(stopped))
        .query(Settlement.class)
        .optional();
  }
}
