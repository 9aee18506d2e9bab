package org.partnergateway.routes.store.operations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.ListCursor;
import org.partnergateway.routes.store.Page;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operation records as callers and people look at them, and the end of their keys. */
public final class OperationReader {
  private final JdbcClient jdbc;

  public OperationReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<Operation> find(String id) {
    return jdbc.sql("select * from operation where id = ?")
        .param(id)
        .query(OperationRows::read)
        .optional();
  }

  /** By our reference at the partner. */
  public Optional<Operation> findByReference(String reference) {
    return jdbc.sql("select * from operation where reference = ?")
        .param(reference)
        .query(OperationRows::read)
        .optional();
  }

  /**
   * What a caller asked for about a resource and has not been done, the oldest first.
   *
   * @param kind of operation
   */
  public List<Operation> undone(String caller, String kind, String resourceId) {
    return jdbc.sql(
            """
            select * from operation
            where caller = ? and kind = ? and resource_id = ?
            and status not in ('succeeded', 'declined') order by created_at, id
            """)
        .params(caller, kind, resourceId)
        .query(OperationRows::read)
        .list();
  }

  /**
   * Operations, the newest first.
   *
   * @throws org.partnergateway.routes.store.InvalidCursor when the cursor is none of this list's
   */
  public Page<Operation> list(OperationFilter filter, @Nullable String cursor, int limit) {
    OperationStatus status = filter.status();
    StringBuilder where = new StringBuilder("(created_at, id) < (:createdAt, :id)");
    if (status != null) {
      where.append(" and status = '").append(status.text()).append('\'');
    }
    if (filter.partner() != null) {
      where.append(" and partner = :partner");
    }
    if (filter.orderId() != null) {
      where.append(" and order_id = :orderId");
    }
    ListCursor before = ListCursor.parse(cursor);
    List<Operation> rows =
        jdbc.sql(
                "select * from operation where %s order by created_at desc, id desc limit :limit"
                    .formatted(where))
            .param("createdAt", Columns.time(before.createdAt()))
            .param("id", before.id())
            .param("partner", filter.partner())
            .param("orderId", filter.orderId())
            .param("limit", limit + 1)
            .query(OperationRows::read)
            .list();
    return Page.of(rows, limit, last -> new ListCursor(last.createdAt(), last.id()).text());
  }

  /**
   * Forgets the idempotency keys of operations that ended before a time, and the answers that were
   * kept for them. The records stay. The key of what has not ended is never forgotten.
   *
   * @param most at most so many at once, to keep the transaction short
   * @return how many were forgotten
   */
  public int forgetKeysBefore(Instant time, int most) {
    return jdbc.sql(
            """
            update operation
            set idempotency_key = null, response_status = null, response_headers = null,
                response_body = null
            where id in (
              select id from operation
              where created_at < :time and updated_at < :time and lease_until is null
              and idempotency_key is not null
              and status in ('succeeded', 'declined', 'failed', 'dead_letter')
              order by created_at limit :most for update skip locked)
            """)
        .param("time", Columns.time(time))
        .param("most", most)
        .update();
  }
}
