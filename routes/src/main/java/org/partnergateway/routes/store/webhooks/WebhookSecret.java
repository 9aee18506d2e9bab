package org.partnergateway.routes.store.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What deliveries are signed by.
 *
 * @param sealed the secret, which only the operator's key opens
 * @param publicKey what the receiver verifies by, where that is no secret
 * @param expiresAt when it stops to sign; null for the newest
 */
public record WebhookSecret(
    byte[] sealed, @Nullable String publicKey, Instant createdAt, @Nullable Instant expiresAt) {}
