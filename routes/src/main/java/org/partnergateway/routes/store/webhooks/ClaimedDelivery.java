package org.partnergateway.routes.store.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.events.Event;

/**
 * What is to be sent now, by whoever claimed it.
 *
 * @param tries how many attempts of its schedule were made before
 * @param event null for what is in no log, and for an event that was forgotten
 * @param body of what is in no log
 */
public record ClaimedDelivery(
    long number,
    String eventId,
    String eventType,
    int tries,
    @Nullable Event event,
    @Nullable JsonNode body) {}
