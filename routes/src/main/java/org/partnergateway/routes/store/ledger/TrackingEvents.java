package org.partnergateway.routes.store.ledger;

import java.util.ArrayList;
import java.util.List;
import org.partnergateway.routes.store.Columns;
import org.springframework.jdbc.core.JdbcTemplate;

/** What happened to shipments on their way. */
public final class TrackingEvents {
  private final JdbcTemplate jdbc;

  public TrackingEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds those that are not known yet, and gives just these, in the order given. */
  public List<StoredTrackingEvent> add(String shipmentId, List<StoredTrackingEvent> events) {
    List<StoredTrackingEvent> added = new ArrayList<>();
    for (StoredTrackingEvent event : events) {
      int written =
          jdbc.update(
              """
              insert into tracking_event (shipment_id, event_id, occurred_at, document)
              values (?, ?, ?, ?::json) on conflict do nothing
              """,
              shipmentId,
              event.eventId(),
              Columns.time(event.occurredAt()),
              Columns.json(event.document()));
      if (written == 1) {
        added.add(event);
      }
    }
    return added;
  }

  /** All of a shipment, in the order in which they happened. */
  public List<StoredTrackingEvent> of(String shipmentId) {
    return jdbc.query(
        """
        select event_id, occurred_at, document from tracking_event
        where shipment_id = ? order by occurred_at, event_id
        """,
        (row, number) ->
            new StoredTrackingEvent(
                row.getString("event_id"),
                Columns.time(row, "occurred_at"),
                Columns.json(row, "document")),
        shipmentId);
  }
}
