package org.partnergateway.routes.news;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.operations.Context;
import org.partnergateway.routes.operations.MappingInputs;
import org.partnergateway.routes.outbound.PartnerOperation;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.LedgerFilter;
import org.partnergateway.routes.store.ledger.StoredTrackingEvent;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.transformations.MappingException;

/** Says in canonical form how an order now stands. */
final class NewsWriter {
  /** An order has a few. */
  private static final int MOST = 200;

  private final Ledger ledger;
  private final TrackingEvents tracking;
  private final MappingInputs inputs;

  NewsWriter(Ledger ledger, TrackingEvents tracking, MappingInputs inputs) {
    this.ledger = ledger;
    this.tracking = tracking;
    this.inputs = inputs;
  }

  ObjectNode write(Event event, JsonNode order, boolean first) {
    String orderId = order.path("id").asText();
    ObjectNode news = StrictJson.nodes().objectNode();
    news.putObject("event")
        .put("id", event.id())
        .put("time", event.occurredAt().toString())
        .put("first", first);
    news.set("order", order);
    ArrayNode shipments = news.putArray("shipments");
    ArrayNode refunds = news.putArray("refunds");
    LedgerFilter ofOrder = new LedgerFilter(null, null, orderId, null);
    for (LedgerEntry shipment : ledger.list("shipment", ofOrder, null, MOST).data().reversed()) {
      ObjectNode parcel = shipments.addObject();
      parcel.set("shipment", shipment.document());
      ArrayNode events = parcel.putArray("tracking_events");
      tracking.of(shipment.id()).stream().map(StoredTrackingEvent::document).forEach(events::add);
    }
    for (LedgerEntry refund : ledger.list("refund", ofOrder, null, MOST).data().reversed()) {
      refunds.add(refund.document());
    }
    return news;
  }

  /** What the telling's mapping is given. */
  ObjectNode input(PartnerOperation telling, String eventId, JsonNode news) {
    return inputs.lookUp(telling, news, new Context(), eventId, eventId);
  }

  /** Of what the partner would see, whichever event it is told for. */
  Fingerprint fingerprint(PartnerOperation telling, ObjectNode news) {
    ObjectNode plain = news.deepCopy();
    plain
        .putObject("event")
        .put("id", "evt_00000000000000000000000000")
        .put("time", "1970-01-01T00:00:00Z")
        .put("first", false);
    try {
      JsonNode seen = telling.requestMapping().apply(input(telling, "evt", plain)).path("body");
      return Fingerprint.of(StrictJson.write(seen));
    } catch (MappingException e) {
      // Told of when it is its turn.
      return Fingerprint.of(StrictJson.write(plain));
    }
  }
}
