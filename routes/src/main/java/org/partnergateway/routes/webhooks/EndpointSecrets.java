package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.signature.WebhookKey;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookSecret;
import org.partnergateway.routes.webhooks.SecretBox.CannotOpen;

/** What of an endpoint is secret: what signs, and headers of its own. Each is sealed for it. */
final class EndpointSecrets {
  private final SecretBox box;

  EndpointSecrets(SecretBox box) {
    this.box = box;
  }

  WebhookKey make(String signing) {
    return signing.equals("ed25519") ? WebhookKey.newPair() : WebhookKey.newSecret();
  }

  WebhookSecret seal(String endpoint, WebhookKey key, Instant now) {
    return new WebhookSecret(
        box.seal(key(endpoint), key.text()), key.publicText(), Columns.toMicros(now), null);
  }

  /** What signs, the newest first. */
  List<WebhookKey> keys(WebhookEndpoint endpoint) throws CannotOpen {
    List<WebhookKey> keys = new ArrayList<>();
    for (WebhookSecret secret : endpoint.secrets()) {
      keys.add(WebhookKey.parse(box.openText(key(endpoint.id()), secret.sealed())));
    }
    return keys;
  }

  byte @Nullable [] sealHeaders(String endpoint, @Nullable JsonNode headers) {
    return headers == null || headers.isEmpty()
        ? null
        : box.seal(headers(endpoint), StrictJson.write(headers));
  }

  Map<String, String> headers(WebhookEndpoint endpoint) throws CannotOpen {
    byte[] sealed = endpoint.sealedHeaders();
    if (sealed == null) {
      return Map.of();
    }
    try {
      Map<String, String> values = new LinkedHashMap<>();
      StrictJson.read(box.open(headers(endpoint.id()), sealed))
          .properties()
          .forEach(header -> values.put(header.getKey(), header.getValue().asText()));
      return values;
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("sealed headers are JSON", e);
    }
  }

  byte[] sealAnswer(String endpoint, byte[] answer) {
    return box.seal(answer(endpoint), answer);
  }

  byte[] openAnswer(String endpoint, byte[] sealed) throws CannotOpen {
    return box.open(answer(endpoint), sealed);
  }

  boolean available() {
    return box.hasKey();
  }

  private static String key(String endpoint) {
    return endpoint + " key";
  }

  private static String headers(String endpoint) {
    return endpoint + " headers";
  }

  private static String answer(String endpoint) {
    return endpoint + " answer";
  }
}
