package org.partnergateway.routes.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.PartnerError;

/**
 * What a partner answered, accepted or declined.
 *
 * @param headers by lower-case name
 * @param raw the body as it came
 * @param body the body's tree; null when there is none
 * @param declined a business "no"
 * @param error what the partner says of it, when it declined
 */
public record PartnerAnswer(
    int status,
    Map<String, String> headers,
    byte[] raw,
    @Nullable JsonNode body,
    boolean declined,
    PartnerError error) {}
