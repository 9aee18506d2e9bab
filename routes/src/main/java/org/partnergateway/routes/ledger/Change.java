package org.partnergateway.routes.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change to the ledger, as a mapping says it.
 *
 * @param id our id of the thing, if the message carries it
 * @param reference the partner's id of the thing; for a shipment also its tracking number
 * @param occurredAt when it happened, in the partner's words; null when it doesn't say
 * @param set canonical fields to set, the status among them
 */
public record Change(
    String kind,
    @Nullable String id,
    @Nullable String reference,
    @Nullable Instant occurredAt,
    ObjectNode set,
    List<ObjectNode> trackingEvents) {

  /** A change that the gateway itself makes to a thing that it knows. */
  public static Change of(String kind, String id, ObjectNode set) {
    return new Change(kind, id, null, null, set, List.of());
  }

  /**
   * The same of a moment before now: for what is in doubt, when it was asked, so that what a
   * message has told since is no doubt.
   */
  public Change since(Instant moment) {
    return new Change(kind, id, reference, moment, set, trackingEvents);
  }

  /**
   * @param output {@code {"changes": [{kind, id?, reference?, occurred_at?, set?,
   *     tracking_events?}]}}
   */
  public static List<Change> readAll(JsonNode output) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode change : output.path("changes")) {
      changes.add(read(change));
    }
    return changes;
  }

  private static Change read(JsonNode change) {
    List<ObjectNode> events = new ArrayList<>();
    for (JsonNode event : change.path("tracking_events")) {
      events.add((ObjectNode) event);
    }
    JsonNode set = change.path("set");
    JsonNode occurredAt = change.path("occurred_at");
    return new Change(
        change.path("kind").asText(),
        textOrNull(change.path("id")),
        textOrNull(change.path("reference")),
        occurredAt.isTextual() ? OffsetDateTime.parse(occurredAt.asText()).toInstant() : null,
        set instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
        events);
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
