package org.partnergateway.routes.store.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A figure and what has become of it.
 *
 * @param place in its request, from 0
 * @param caller who wants it told
 * @param operationId what it is told by; null until then
 * @param outcome {@code reason}, {@code code}, and what the marketplace calls it; null where there
 *     is nothing to say
 */
public record StoredFigure(
    long id,
    int place,
    String caller,
    String partner,
    String name,
    Instant asOf,
    String status,
    @Nullable String operationId,
    @Nullable JsonNode outcome,
    ObjectNode figure,
    Instant updatedAt) {}
