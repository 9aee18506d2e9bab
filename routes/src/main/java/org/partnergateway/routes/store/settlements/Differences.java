package org.partnergateway.routes.store.settlements;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.OwnTransaction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what differs, a settlement at a time, and forgets what doesn't any more. */
public final class Differences {
  private static final String FIELDS =
      "settlement, type, partner, expected, expected_currency, settled, settled_currency, line_ref,"
          + " line_type, matched_kind, matched_id";

  // All that was ever settled of what this settlement's lines are about, held against the ledger.
  private static final String MATCHED =
      """
      with mine as (
        select distinct matched_id, type from settlement_line
        where settlement = :number and matched_kind in ('payment', 'refund')
          and type in ('payment', 'refund')
      ), settled as (
        select line.matched_kind, line.matched_id, line.type, count(*) as lines,
          abs(sum(coalesce(line.original_amount, line.gross)))::bigint as amount,
          min(coalesce(line.original_currency, line.currency)) as currency,
          max(coalesce(line.original_currency, line.currency)) as other_currency
        from mine join settlement_line line using (matched_id, type)
        group by line.matched_kind, line.matched_id, line.type
      ), compared as (
        select settled.*, known.partner, known.settles_currency,
          coalesce(case when settled.type = 'refund' and matched_kind = 'payment'
            then known.refunded_amount else known.settles_amount end, 0) as expected
        from settled
        join ledger known on known.kind = settled.matched_kind and known.id = settled.matched_id
      ), found as (
        select null::bigint as settlement,
          case when currency <> settles_currency or other_currency <> settles_currency then 'currency'
            when lines > 1 and amount > expected then 'settled_twice'
            when amount <> expected then 'amount' end as type,
          partner, expected, settles_currency as expected_currency, amount as settled,
          case when currency <> settles_currency then currency else other_currency end
            as settled_currency,
          null::text as line_ref, type as line_type, matched_kind, matched_id
        from compared
      ), gone as (
        delete from settlement_difference held using mine
        where held.matched_id = mine.matched_id and held.line_type = mine.type
          and not exists (
            select 1 from found where found.matched_id = held.matched_id
              and found.line_type = held.line_type and found.type is not null)
        returning held.matched_id
      ), put as (
        insert into settlement_difference as held (%1$s, found_at)
        select %1$s, :now from found where found.type is not null
        on conflict (matched_id, line_type) where matched_id is not null do update set
          type = excluded.type, expected = excluded.expected, settled = excluded.settled,
          expected_currency = excluded.expected_currency,
          settled_currency = excluded.settled_currency, found_at = excluded.found_at
        where (held.type, held.expected, held.settled, held.expected_currency, held.settled_currency)
          is distinct from (excluded.type, excluded.expected, excluded.settled,
            excluded.expected_currency, excluded.settled_currency)
        returning held.matched_id
      )
      select distinct line.settlement
      from (select matched_id from gone union select matched_id from put) changed
      join settlement_line line using (matched_id)
      where line.settlement <> :number order by line.settlement
      """
          .formatted(FIELDS);

  private static final String KEEP =
      """
      on conflict (settlement, type, line_ref) where matched_id is null do update set
        expected = excluded.expected, expected_currency = excluded.expected_currency,
        settled = excluded.settled, settled_currency = excluded.settled_currency,
        found_at = excluded.found_at
      where (held.expected, held.settled, held.expected_currency) is distinct from
        (excluded.expected, excluded.settled, excluded.expected_currency)
      """;

  private static final String LINE_SUMS =
      """
      insert into settlement_difference as held (%s, found_at)
      select line.settlement, 'line_sum', settlement.partner, gross - fee, currency, net, currency,
        ref, null, null, null, :now
      from settlement_line line join settlement on settlement.number = line.settlement
      where line.settlement = :number and net <> gross - fee
      """
              .formatted(FIELDS)
          + KEEP;

  private static final String FORGET_LINE_SUMS =
      """
      delete from settlement_difference held where settlement = ? and type = 'line_sum'
        and not exists (select 1 from settlement_line line
          where line.settlement = held.settlement and line.ref = held.line_ref
            and net <> gross - fee)
      """;

  private static final String PAYOUT =
      """
      insert into settlement_difference as held (%s, found_at)
      select number, 'payout', partner, :expected, :currency, :settled, :currency, null, null, null,
        null, :now
      from settlement where number = :number
      """
              .formatted(FIELDS)
          + KEEP;

  private static final String COUNT =
      """
      select (select count(*) from settlement_difference where settlement = :number)
        + (select count(*) from settlement_difference difference
          where matched_id is not null and exists (
            select 1 from settlement_line line where line.matched_id = difference.matched_id
              and line.settlement = :number and line.type = difference.line_type))
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Differences(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Holds all that was settled of the payments and refunds of one settlement against the ledger.
   *
   * @return other settlements for which something has changed by that, in order
   */
  public List<Long> compare(long settlement) {
    OwnTransaction.require("Differences.compare");
    return jdbc.sql(MATCHED)
        .param("number", settlement)
        .param("now", Columns.time(clock.instant()))
        .query(Long.class)
        .list();
  }

  /** Holds the lines of one settlement against their own sums. */
  public void compareLines(long settlement) {
    OwnTransaction.require("Differences.compareLines");
    jdbc.sql(LINE_SUMS)
        .param("number", settlement)
        .param("now", Columns.time(clock.instant()))
        .update();
    jdbc.sql(FORGET_LINE_SUMS).param(settlement).update();
  }

  /** Notes what a settlement's lines come to, where that is not what is paid out. */
  public void comparePayout(long settlement, String currency, long expected, long settled) {
    OwnTransaction.require("Differences.comparePayout");
    if (expected == settled) {
      jdbc.sql("delete from settlement_difference where settlement = ? and type = 'payout'")
          .param(settlement)
          .update();
      return;
    }
    jdbc.sql(PAYOUT)
        .param("number", settlement)
        .param("currency", currency)
        .param("expected", expected)
        .param("settled", settled)
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** How many there are of one settlement, those of its payments and refunds among them. */
  public int count(long settlement) {
    return jdbc.sql(COUNT).param("number", settlement).query(Integer.class).single();
  }

  /**
   * Finds payments that were captured before a time and are in no settlement, of partners that have
   * settled anything since.
   */
  public int notSettled(Instant capturedBefore) {
    return jdbc.sql(
            """
            insert into settlement_difference (%s, found_at)
            select null, 'not_settled', payment.partner, settles_amount, settles_currency, null, null,
              null, 'payment', 'payment', payment.id, :now
            from ledger payment
            join (select partner, min(created_at) as since from settlement group by partner) settling
              using (partner)
            where kind = 'payment' and status in ('captured', 'partially_captured')
              and status_at < :before and status_at > settling.since - (:now - :before)
              and settles_amount > 0
              and not exists (select 1 from settlement_line line
                where line.matched_id = payment.id and line.type = 'payment')
            on conflict (matched_id, line_type) where matched_id is not null do nothing
            """
                .formatted(FIELDS))
        .param("before", Columns.time(capturedBefore))
        .param("now", Columns.time(clock.instant()))
        .update();
  }
}
