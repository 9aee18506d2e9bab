package org.partnergateway.routes.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.inbox.InboundMessage;

/** Makes messages for the inbox of an answer that holds several. */
final class SplitMessages {
  private SplitMessages() {}

  /**
   * @param answer {@code {"messages": [{message_id, body}]}}
   * @param message the messages' name in the partner's adapter file
   */
  static List<InboundMessage> of(String partner, String message, JsonNode answer, Instant now) {
    List<InboundMessage> messages = new ArrayList<>();
    for (JsonNode one : answer.path("messages")) {
      messages.add(
          new InboundMessage(
              partner,
              message,
              one.path("message_id").asText(),
              StrictJson.nodes().objectNode(),
              StrictJson.write(one.path("body")),
              now));
    }
    return messages;
  }
}
