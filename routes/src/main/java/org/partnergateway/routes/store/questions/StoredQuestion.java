package org.partnergateway.routes.store.questions;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A question that is the holder's to answer, by its fence.
 *
 * @param state how far it has come; null at its beginning
 * @param tries how often it was put off
 */
public record StoredQuestion(
    String id,
    String partner,
    String name,
    @Nullable String subject,
    JsonNode request,
    @Nullable JsonNode state,
    int fence,
    int tries) {}
