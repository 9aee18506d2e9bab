package org.partnergateway.routes.store.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.partnergateway.contracts.json.StrictJson;

/** Events as they leave the gateway: CloudEvents 1.0, in structured JSON. */
public final class CloudEvents {
  private CloudEvents() {}

  /** The whole event. */
  public static ObjectNode of(Event event) {
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
