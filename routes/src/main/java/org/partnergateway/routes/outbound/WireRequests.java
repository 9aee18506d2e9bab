package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.http.RequestParts;
import org.partnergateway.routes.store.operations.SentRequest;
import org.partnergateway.transformations.formats.WireFormat;

/** Writes a mapped request as it travels. */
final class WireRequests {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final byte[] NO_BODY = new byte[0];

  private WireRequests() {}

  /**
   * @param link where the partner said to go; null for where the contract has it
   */
  static SentRequest write(
      PartnerOperation operation, RequestParts request, @Nullable String link) {
    JsonNode body = request.body();
    WireFormat format = operation.requestFormat();
    byte[] bytes = body == null || format == null ? NO_BODY : format.write(body);
    return new SentRequest(
        operation.contract().method(),
        link == null
            ? operation.contract().expandPath(texts(request.path())) + query(request.query())
            : link,
        headers(operation.contract(), request),
        bytes.length == 0 ? null : mediaType(operation.contract()),
        bytes);
  }

  /** What the contract fixes is not the mapping's to set. */
  private static Map<String, String> headers(HttpOperation contract, RequestParts request) {
    Map<String, String> headers = texts(request.headers());
    for (Map.Entry<String, String> fixed : contract.fixedHeaders().entrySet()) {
      headers.keySet().removeIf(fixed.getKey()::equalsIgnoreCase);
      if (!fixed.getKey().equals(CONTENT_TYPE)) {
        headers.put(fixed.getKey(), fixed.getValue());
      }
    }
    return headers;
  }

  private static @Nullable String mediaType(HttpOperation contract) {
    String fixed = contract.fixedHeaders().get(CONTENT_TYPE);
    return fixed == null ? contract.requestMediaType() : fixed;
  }

  private static Map<String, String> texts(JsonNode parts) {
    Map<String, String> texts = new HashMap<>();
    parts.properties().forEach(part -> texts.put(part.getKey(), part.getValue().asText()));
    return texts;
  }

  private static String query(JsonNode query) {
    if (query.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> parameter : query.properties()) {
      if (parameter.getValue().isArray()) {
        parameter.getValue().forEach(value -> append(text, parameter.getKey(), value));
      } else {
        append(text, parameter.getKey(), parameter.getValue());
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, JsonNode value) {
    text.append(text.isEmpty() ? '?' : '&')
        .append(encode(name))
        .append('=')
        .append(encode(value.asText()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
