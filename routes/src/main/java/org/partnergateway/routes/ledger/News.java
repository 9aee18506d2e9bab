package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is to be merged into a document.
 *
 * @param set canonical fields, the status among them
 * @param at the moment that it is of, by the clock of who says it
 * @param heardAt when the gateway heard it, by its own clock
 * @param isOurs whether the gateway found it out by what it asked, and not by a message
 */
public record News(ObjectNode set, Instant at, Instant heardAt, boolean isOurs) {}
