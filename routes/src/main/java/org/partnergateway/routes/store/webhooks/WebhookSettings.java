package org.partnergateway.routes.store.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller says of an endpoint; the members as in {@link WebhookEndpoint}. */
public record WebhookSettings(
    String url,
    @Nullable String description,
    List<String> eventTypes,
    List<String> headerNames,
    byte @Nullable [] sealedHeaders) {
  public WebhookSettings {
    eventTypes = List.copyOf(eventTypes);
    headerNames = List.copyOf(headerNames);
  }
}
