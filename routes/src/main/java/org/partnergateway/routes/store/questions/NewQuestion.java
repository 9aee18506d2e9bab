package org.partnergateway.routes.store.questions;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Fingerprint;

/**
 * What a partner asks.
 *
 * @param id starts with {@code qst_}; also the key under which services inside see it
 * @param name canonical, such as {@code create-checkout}
 * @param endpoint method and path, which the key counts for
 * @param key the partner's
 * @param fingerprint of the body
 * @param subject what it is about; null when it makes it
 * @param request in canonical form
 */
public record NewQuestion(
    String id,
    String partner,
    String name,
    String endpoint,
    String key,
    Fingerprint fingerprint,
    @Nullable String subject,
    JsonNode request) {}
