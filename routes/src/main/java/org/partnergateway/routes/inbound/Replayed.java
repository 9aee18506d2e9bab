package org.partnergateway.routes.inbound;

import java.util.List;
import org.partnergateway.routes.ledger.Witness.Changed;
import org.partnergateway.routes.store.events.Event;

/**
 * What the replay of a message changed, or would change.
 *
 * @param documents each that differs afterwards
 */
public record Replayed(List<Changed> documents, List<Event> events) {}
