package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookSettings;

/** Reads what callers say of endpoints, beyond what the contract has checked. */
final class EndpointInput {
  private final WebhookUrls urls;
  private final EndpointSecrets secrets;

  EndpointInput(WebhookUrls urls, EndpointSecrets secrets) {
    this.urls = urls;
    this.secrets = secrets;
  }

  /** Refuses what can't be asked so. */
  void check(ObjectNode body) {
    List<Violation> wrong = new ArrayList<>(urls.checkHeaders(body.path("headers")));
    if (body.has("url")) {
      wrong.addAll(urls.check(body.path("url").asText()));
    }
    if (!wrong.isEmpty()) {
      throw Problem.of(ProblemType.INVALID_BODY, "The endpoint can't be asked like this.")
          .withErrors(wrong)
          .exception();
    }
  }

  WebhookSettings settings(String id, ObjectNode body) {
    JsonNode headers = body.path("headers");
    return new WebhookSettings(
        body.path("url").asText(),
        textOrNull(body.path("description")),
        texts(body.path("event_types")),
        names(headers),
        secrets.sealHeaders(id, headers));
  }

  /** What the body has, and the rest as it was; null takes something away. */
  WebhookSettings merged(WebhookEndpoint before, ObjectNode body) {
    JsonNode headers = body.path("headers");
    return new WebhookSettings(
        body.has("url") ? body.path("url").asText() : before.url(),
        body.has("description") ? textOrNull(body.path("description")) : before.description(),
        body.has("event_types") ? texts(body.path("event_types")) : before.eventTypes(),
        headers.isMissingNode() ? before.headerNames() : names(headers),
        headers.isMissingNode()
            ? before.sealedHeaders()
            : secrets.sealHeaders(before.id(), headers));
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> names(JsonNode headers) {
    List<String> names = new ArrayList<>();
    headers.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
