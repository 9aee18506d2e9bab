package org.partnergateway.routes.store.files;

import java.time.Instant;
import java.time.InstantSource;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often files were seen unchanged where partners leave them. */
public final class FileLooks {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public FileLooks(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Notes a look.
   *
   * @return how many in a row have seen that size and time, this one included
   */
  public int look(String partner, String channel, String name, long size, Instant modifiedAt) {
    return jdbc.sql(
            """
            insert into partner_file_look as l (partner, channel, name, size, modified_at, looks, looked_at)
            values (?, ?, ?, ?, ?, 1, ?)
            on conflict (partner, channel, name) do update set
              looks = case when l.size = excluded.size and l.modified_at = excluded.modified_at
                then l.looks + 1 else 1 end,
              size = excluded.size, modified_at = excluded.modified_at, looked_at = excluded.looked_at
            returning looks
            """)
        .params(
            partner, channel, name, size, Columns.time(modifiedAt), Columns.time(clock.instant()))
        .query(Integer.class)
        .single();
  }

  /** The file is not there any more. */
  public void forget(String partner, String channel, String name) {
    jdbc.sql("delete from partner_file_look where partner = ? and channel = ? and name = ?")
        .params(partner, channel, name)
        .update();
  }

  /** Forgets files that went without us. */
  public void forgetBefore(Instant before) {
    jdbc.sql("delete from partner_file_look where looked_at < ?")
        .param(Columns.time(before))
        .update();
  }
}
