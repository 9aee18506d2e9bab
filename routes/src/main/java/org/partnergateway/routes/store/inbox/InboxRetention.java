package org.partnergateway.routes.store.inbox;

import java.time.Instant;
import java.util.Objects;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Forgets applied messages for their age; until then a repeated one is recognised. What waits,
 * failed or conflicts stays until a person has dealt with it, and with a conflicting message the
 * one that it conflicts with: else the next to come under that id would count as the first.
 */
public final class InboxRetention {
  // By id, which follows the order of arrival, so that a step never goes through again what earlier
  // steps left or deleted.
  private static final String FORGET =
      """
      with walked as (
        select id, received_at from inbox where id > ? order by id limit ?
      ), old as (
        select p.id from walked w join inbox_progress p using (id) join inbox i using (id)
        where w.received_at < ? and p.status = 'applied'
        and (i.conflicting or not exists (
          select 1 from inbox c
          where c.conflicting and c.partner = i.partner and c.message_kind = i.message_kind
          and c.message_id = i.message_id))
        for update of p skip locked
      ), progress as (
        delete from inbox_progress where id in (select id from old)
      ), replays as (
        delete from message_replay where message in (select id from old)
      ), messages as (
        delete from inbox where id in (select id from old) returning id
      )
      select coalesce(max(id), 0) as last, count(*) filter (where received_at < ?) as past,
        (select count(*) from messages) as forgotten
      from walked
      """;

  private final JdbcTemplate jdbc;

  public InboxRetention(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One step on the way through the inbox.
   *
   * @param last where the next step begins
   * @param past how many messages of that age the step saw; none: the way is at its end
   */
  public record Stretch(long last, int past, int forgotten) {}

  /**
   * Forgets what came before a time, among the next messages after an id.
   *
   * @param after 0 to begin
   * @param most how many messages to look at, to keep the transaction short
   */
  public Stretch forgetBefore(Instant time, long after, int most) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            FORGET,
            (row, number) ->
                new Stretch(row.getLong("last"), row.getInt("past"), row.getInt("forgotten")),
            after,
            most,
            Columns.time(time),
            Columns.time(time)));
  }
}
