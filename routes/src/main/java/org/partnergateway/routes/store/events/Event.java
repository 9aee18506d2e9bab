package org.partnergateway.routes.store.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;

/**
 * A canonical event.
 *
 * @param id unique, starts with {@code evt_}
 * @param type what happened
 * @param subject the id of what it happened to
 * @param partitionKey what must stay in order has the same key, as a rule the order's id
 * @param occurredAt kept to the microsecond
 * @param data the canonical document
 * @param replayOf the id of the message whose replay made it happen; null as a rule
 */
public record Event(
    String id,
    String type,
    String subject,
    String partitionKey,
    @Nullable String partner,
    Instant occurredAt,
    JsonNode data,
    @Nullable String replayOf) {
  public Event {
    occurredAt = Columns.toMicros(occurredAt);
  }

  public Event(
      String id,
      String type,
      String subject,
      String partitionKey,
      @Nullable String partner,
      Instant occurredAt,
      JsonNode data) {
    this(id, type, subject, partitionKey, partner, occurredAt, data, null);
  }

  /** The same event, as one that the replay of a message made happen. */
  public Event replayOf(String message) {
    return new Event(id, type, subject, partitionKey, partner, occurredAt, data, message);
  }
}
