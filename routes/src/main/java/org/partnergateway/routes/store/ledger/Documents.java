package org.partnergateway.routes.store.ledger;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Labels and other papers that partners made, byte for byte. */
public final class Documents {
  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Documents(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Keeps a paper; one with that id that is there already stays as it is. */
  public void put(
      String id, String ownerKind, String ownerId, String name, String mediaType, byte[] content) {
    jdbc.sql(
            """
            insert into document
              (id, owner_kind, owner_id, name, media_type, created_at, content)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(id, ownerKind, ownerId, name, mediaType, Columns.time(clock.instant()), content)
        .update();
  }

  /** The papers of a ledger entry, the oldest first. */
  public List<StoredDocument> of(String ownerKind, String ownerId) {
    return jdbc.sql(
            """
            select id, owner_kind, owner_id, name, media_type, created_at from document
            where owner_kind = ? and owner_id = ? order by created_at, id
            """)
        .params(ownerKind, ownerId)
        .query(
            (row, number) ->
                new StoredDocument(
                    row.getString("id"),
                    row.getString("owner_kind"),
                    row.getString("owner_id"),
                    row.getString("name"),
                    row.getString("media_type"),
                    Columns.time(row, "created_at")))
        .list();
  }

  /** The bytes of a paper. */
  public Optional<byte[]> content(String id) {
    return jdbc.sql("select content from document where id = ?")
        .param(id)
        .query((row, number) -> row.getBytes("content"))
        .optional();
  }
}
