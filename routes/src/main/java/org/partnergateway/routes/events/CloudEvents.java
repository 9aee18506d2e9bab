package org.partnergateway.routes.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.events.Event;

/** The form in which events leave: CloudEvents 1.0 in structured JSON. */
public final class CloudEvents {
  /** The media type of an envelope. */
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  private CloudEvents() {}

  /** The whole event, as {@code asyncapi.yaml} has it. */
  public static ObjectNode envelope(Event event) {
    ObjectNode envelope = StrictJson.nodes().objectNode();
    envelope.put("specversion", "1.0");
    envelope.put("id", event.id());
    envelope.put("source", event.partner() == null ? "/v1" : "/v1/partners/" + event.partner());
    envelope.put("type", event.type());
    envelope.put("subject", event.subject());
    envelope.put("time", event.occurredAt().toString());
    envelope.put("datacontenttype", "application/json");
    envelope.put("partitionkey", event.partitionKey());
    if (event.replayOf() != null) {
      envelope.put("replayof", event.replayOf());
    }
    envelope.set("data", event.data());
    return envelope;
  }
}
