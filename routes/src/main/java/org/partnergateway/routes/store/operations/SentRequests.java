package org.partnergateway.routes.store.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Columns;

/** Between a sent request and the columns that keep it. */
final class SentRequests {
  private SentRequests() {}

  /** All but the body, as the text of a json column. */
  static String head(SentRequest request) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("method", request.method()).put("target", request.target());
    ObjectNode headers = head.putObject("headers");
    request.headers().forEach(headers::put);
    if (request.mediaType() != null) {
      head.put("media_type", request.mediaType());
    }
    return Columns.json(head);
  }

  static @Nullable SentRequest read(ResultSet row) throws SQLException {
    JsonNode head = Columns.jsonOrNull(row, "sent");
    byte[] body = row.getBytes("sent_body");
    if (head == null || body == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    head.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new SentRequest(
        head.path("method").asText(),
        head.path("target").asText(),
        headers,
        head.has("media_type") ? head.path("media_type").asText() : null,
        body);
  }
}
