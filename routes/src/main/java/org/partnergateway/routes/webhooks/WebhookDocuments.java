package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.webhooks.WebhookDelivery;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookSecret;

/** Endpoints and deliveries as the API shows them. */
public final class WebhookDocuments {
  private WebhookDocuments() {}

  /** Without anything secret. */
  public static ObjectNode of(WebhookEndpoint endpoint) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("id", endpoint.id());
    document.put("url", endpoint.url());
    text(document, "description", endpoint.description());
    if (!endpoint.eventTypes().isEmpty()) {
      endpoint.eventTypes().forEach(document.putArray("event_types")::add);
    }
    document.put("signing", endpoint.signing());
    ArrayNode keys = document.putArray("signing_keys");
    for (WebhookSecret secret : endpoint.secrets()) {
      ObjectNode key = keys.addObject();
      text(key, "public_key", secret.publicKey());
      key.put("created_at", secret.createdAt().toString());
      time(key, "expires_at", secret.expiresAt());
    }
    if (!endpoint.headerNames().isEmpty()) {
      endpoint.headerNames().forEach(document.putArray("header_names")::add);
    }
    document.put("status", endpoint.enabled() ? "enabled" : "disabled");
    text(document, "disabled_reason", endpoint.disabledReason());
    time(document, "disabled_at", endpoint.disabledAt());
    time(document, "failing_since", endpoint.failingSince());
    time(document, "paused_until", endpoint.pausedUntil());
    document.put("created_at", endpoint.createdAt().toString());
    document.put("updated_at", endpoint.updatedAt().toString());
    return document;
  }

  /** With every attempt that was made. */
  public static ObjectNode of(WebhookDelivery delivery) {
    ObjectNode document = StrictJson.nodes().objectNode();
    document.put("endpoint_id", delivery.endpoint());
    document.put("event_id", delivery.eventId());
    document.put("event_type", delivery.eventType());
    document.put("status", delivery.status());
    document.put("created_at", delivery.createdAt().toString());
    if (delivery.status().equals("pending")) {
      document.put("next_attempt_at", delivery.nextAttemptAt().toString());
    }
    document.set("attempts", delivery.attempts());
    return document;
  }

  private static void text(ObjectNode document, String name, @Nullable String value) {
    if (value != null) {
      document.put(name, value);
    }
  }

  private static void time(ObjectNode document, String name, @Nullable Instant value) {
    if (value != null) {
      document.put(name, value.toString());
    }
  }
}
