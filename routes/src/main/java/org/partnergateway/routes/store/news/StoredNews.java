package org.partnergateway.routes.store.news;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that a partner is to be told.
 *
 * @param number of two for one order the lower is told first
 * @param tries how often it wasn't taken
 * @param news in canonical form
 */
public record StoredNews(
    long number, String partner, String orderId, String eventId, int tries, JsonNode news) {}
