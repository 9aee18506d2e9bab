package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.LedgerEntry;
import org.partnergateway.routes.store.ledger.LedgerFilter;
import org.partnergateway.routes.store.ledger.StoredTrackingEvent;
import org.partnergateway.routes.store.ledger.TrackingEvents;

/**
 * What happens to parcels: each event kept once, the shipment's tracking status always that of all
 * of them together.
 */
public final class TrackingWriter {
  private static final String ORDER = "order";
  private static final String SHIPMENT = "shipment";
  private static final String DELIVERED = "delivered";
  private static final String PURCHASED = "purchased";
  private static final Set<String> AFTERWARDS = Set.of("returning", "returned_to_sender");
  private static final int MOST_SHIPMENTS_OF_AN_ORDER = 200;

  private final TrackingEvents events;
  private final LedgerEvents log;
  private final Ledger ledger;
  private final StatusRules rules;

  public TrackingWriter(TrackingEvents events, LedgerEvents log, Ledger ledger, StatusRules rules) {
    this.events = events;
    this.log = log;
    this.ledger = ledger;
    this.rules = rules;
  }

  /** An order that a delivery completed. */
  record CompletedOrder(String partner, Change change) {}

  /** Keeps new events, and sets the tracking status of the shipment's document. */
  void apply(
      String partner,
      LedgerEntry shipment,
      ObjectNode document,
      List<ObjectNode> news,
      Instant heardAt) {
    List<StoredTrackingEvent> told = new ArrayList<>();
    for (ObjectNode event : news) {
      told.add(stored(shipment.id(), event, heardAt));
    }
    for (StoredTrackingEvent added : events.add(shipment.id(), told)) {
      log.append("tracking.updated", shipment.id(), shipment.orderId(), partner, added.document());
    }
    String status = statusOf(events.of(shipment.id()));
    if (status != null) {
      document.put("tracking_status", status);
    }
  }

  private static StoredTrackingEvent stored(String shipmentId, ObjectNode told, Instant heardAt) {
    ObjectNode event = told.deepCopy();
    if (!event.has("occurred_at")) {
      event.put("occurred_at", heardAt.toString());
    }
    if (!event.has("id")) {
      byte[] content = StrictJson.write(event);
      event.put(
          "id",
          Fingerprint.of(new String(content, StandardCharsets.UTF_8), new byte[0]).toString());
    }
    event.put("shipment_id", shipmentId);
    return new StoredTrackingEvent(
        event.path("id").asText(),
        OffsetDateTime.parse(event.path("occurred_at").asText()).toInstant(),
        event);
  }

  /** That of all events together, so the order in which they came doesn't matter. */
  private @Nullable String statusOf(List<StoredTrackingEvent> all) {
    Map<String, Instant> told = new HashMap<>();
    for (StoredTrackingEvent event : all) {
      told.merge(
          event.document().path("type").asText(),
          event.occurredAt(),
          (one, other) -> one.isAfter(other) ? one : other);
    }
    StatusRules.Told decided = rules.decide("tracking", null, told);
    return decided == null ? null : decided.status();
  }

  /**
   * The order that a change completes: it is shipped, and all that was bought for it has been
   * delivered. Either may come first.
   */
  Optional<CompletedOrder> completedOrder(LedgerEntry changed, ObjectNode document) {
    LedgerEntry order = changed.kind().equals(SHIPMENT) ? orderOf(changed, document) : null;
    String status = order == null ? document.path("status").asText() : order.status();
    String orderId = order == null ? changed.id() : order.id();
    String partner = order == null ? changed.partner() : order.partner();
    boolean mayComplete = order != null || changed.kind().equals(ORDER);
    if (!mayComplete || partner == null || !status.equals("shipped") || !allDelivered(orderId)) {
      return Optional.empty();
    }
    ObjectNode set = StrictJson.nodes().objectNode().put("status", "completed");
    return Optional.of(new CompletedOrder(partner, Change.of(ORDER, orderId, set)));
  }

  private @Nullable LedgerEntry orderOf(LedgerEntry shipment, ObjectNode document) {
    String orderId = shipment.orderId();
    boolean counts = !document.path("status").asText().equals(PURCHASED) || wasDelivered(document);
    // Locked, since of two deliveries at a time neither would see the other.
    return orderId == null || !counts ? null : ledger.lock(ORDER, orderId).orElse(null);
  }

  private boolean allDelivered(String orderId) {
    LedgerFilter purchased = new LedgerFilter(PURCHASED, null, orderId, null);
    List<LedgerEntry> shipments =
        ledger.list(SHIPMENT, purchased, null, MOST_SHIPMENTS_OF_AN_ORDER).data();
    return !shipments.isEmpty() && shipments.stream().allMatch(one -> wasDelivered(one.document()));
  }

  /** Also when it is on its way back by now: it may be told in any order. */
  private boolean wasDelivered(JsonNode shipment) {
    String status = shipment.path("tracking_status").asText();
    return status.equals(DELIVERED)
        || (AFTERWARDS.contains(status)
            && events.of(shipment.path("id").asText()).stream()
                .anyMatch(event -> event.document().path("type").asText().equals(DELIVERED)));
  }
}
