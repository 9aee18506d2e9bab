package org.partnergateway.routes.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.operations.SentRequest;
import org.partnergateway.transformations.formats.WireFormats;

/** Requests to partners as people look at them, and where two of them differ. */
final class SentMessages {
  private SentMessages() {}

  /** Adds what was sent, what would be sent, and the differences, as far as they are known. */
  static void show(ObjectNode shown, @Nullable SentRequest sent, @Nullable SentRequest today) {
    if (today != null) {
      shown.set("request", document(today));
    }
    if (sent != null) {
      shown.set("sent", document(sent));
    }
    if (sent != null && today != null) {
      shown.set("differences", Differences.between(document(sent), document(today)));
    }
  }

  private static ObjectNode document(SentRequest request) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("method", request.method()).put("target", request.target());
    ObjectNode headers = document.putObject("headers");
    new TreeMap<>(request.headers()).forEach(headers::put);
    String mediaType = request.mediaType();
    if (mediaType != null) {
      document.put("media_type", mediaType).set("body", body(mediaType, request.body()));
    }
    return document;
  }

  /** Its tree, or the text where it has none. */
  private static JsonNode body(String mediaType, byte[] body) {
    try {
      return WireFormats.of(mediaType).read(body);
    } catch (MalformedMessageException | IllegalArgumentException e) {
      return StrictJson.nodes().textNode(new String(body, StandardCharsets.UTF_8));
    }
  }
}
