package org.partnergateway.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.partnergateway.adapters.definition.IdempotencyKey;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.contracts.json.StrictJson;

/** What a request mapping's output becomes on its way out. */
public final class MappedRequests {
  private static final ObjectNode NONE = StrictJson.nodes().objectNode();

  private MappedRequests() {}

  /** The request of a case, as its mapping makes it. */
  public static RequestParts of(Definitions definitions, GoldenCase row) {
    ObjectNode input = row.input("request");
    JsonNode output = definitions.mapping(row.partner(), row.subject() + ".request").apply(input);
    return parts(definitions.adapter(row.partner()), row.subject(), input, output);
  }

  static RequestParts parts(JsonNode adapter, String operation, ObjectNode input, JsonNode output) {
    return new RequestParts(
        output.path("path").isObject() ? output.get("path") : NONE,
        output.path("query").isObject() ? output.get("query") : NONE,
        headers(adapter, operation, input, output.path("headers")),
        output.get("body"));
  }

  /** The headers that travel: the mapping's, the adapter's fixed ones, its tokens and its key. */
  private static ObjectNode headers(
      JsonNode adapter, String operation, ObjectNode input, JsonNode mapped) {
    ObjectNode headers = StrictJson.nodes().objectNode();
    if (adapter.path("headers").isObject()) {
      headers.setAll((ObjectNode) adapter.get("headers"));
    }
    for (JsonNode token : adapter.path("additional_tokens")) {
      headers.put(token.path("header").asText(), "token");
    }
    JsonNode key = adapter.path("operations").path(operation).path("idempotency");
    if (key.has("header")) {
      headers.put(key.path("header").asText(), written(key, input.at("/operation/key").asText()));
    }
    if (mapped.isObject()) {
      headers.setAll((ObjectNode) mapped);
    }
    return headers;
  }

  private static String written(JsonNode key, String reference) {
    IdempotencyKey.Form form =
        IdempotencyKey.Form.valueOf(key.path("form").asText("reference").toUpperCase(Locale.ROOT));
    return new IdempotencyKey(
            key.path("header").asText(), IdempotencyKey.DEFAULT_VALID_FOR, null, form)
        .written(reference);
  }
}
