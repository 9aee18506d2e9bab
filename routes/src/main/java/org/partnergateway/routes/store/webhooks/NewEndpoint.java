package org.partnergateway.routes.store.webhooks;

import org.partnergateway.routes.store.Fingerprint;

/**
 * An endpoint to be.
 *
 * @param key under which the caller asked for it; the same key makes one only
 * @param readTo the last event that was before it
 * @param firstAnswer sealed: what the caller is answered, also when he asks again
 */
public record NewEndpoint(
    String id,
    String caller,
    String key,
    Fingerprint fingerprint,
    WebhookSettings settings,
    String signing,
    WebhookSecret secret,
    long readTo,
    byte[] firstAnswer) {}
