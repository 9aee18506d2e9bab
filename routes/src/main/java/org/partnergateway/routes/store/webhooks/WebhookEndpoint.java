package org.partnergateway.routes.store.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets events by HTTP.
 *
 * @param eventTypes which; empty for all
 * @param signing {@code hmac_sha256} or {@code ed25519}
 * @param headerNames what is sent along with each delivery, without its values
 * @param sealedHeaders the values; null when there are none
 * @param disabledReason {@code requested}, {@code gone} or {@code failing}; null while it is
 *     enabled
 * @param failingSince since when every attempt has failed; null when the last one didn't
 * @param pausedUntil when it may be asked again, as it said itself; null when it didn't
 * @param secrets what signs, the newest first, none that has expired
 */
public record WebhookEndpoint(
    String id,
    String url,
    @Nullable String description,
    List<String> eventTypes,
    String signing,
    List<String> headerNames,
    byte @Nullable [] sealedHeaders,
    @Nullable String disabledReason,
    @Nullable Instant disabledAt,
    @Nullable Instant failingSince,
    @Nullable Instant pausedUntil,
    Instant createdAt,
    Instant updatedAt,
    List<WebhookSecret> secrets) {
  public WebhookEndpoint {
    eventTypes = List.copyOf(eventTypes);
    headerNames = List.copyOf(headerNames);
    secrets = List.copyOf(secrets);
  }

  public boolean enabled() {
    return disabledReason == null;
  }
}
