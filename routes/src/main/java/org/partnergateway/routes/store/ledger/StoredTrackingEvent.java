package org.partnergateway.routes.store.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened to a shipment.
 *
 * @param eventId the same whenever the carrier tells of it again
 * @param document canonical
 */
public record StoredTrackingEvent(String eventId, Instant occurredAt, JsonNode document) {}
