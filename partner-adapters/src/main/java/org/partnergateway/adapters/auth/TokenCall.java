package org.partnergateway.adapters.auth;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * How a token is asked for, and found in the answer.
 *
 * @param url with the query, if there is one
 * @param headers made anew for each request
 * @param mediaType of the body; null for no body
 * @param body empty for none
 * @param token where it stands in the answer, the first present wins
 * @param lifetime unless the answer says another
 * @param header the header that carries it
 * @param contract what the endpoint keeps to; null for none
 */
record TokenCall(
    URI url,
    Supplier<Map<String, String>> headers,
    @Nullable String mediaType,
    byte[] body,
    List<JsonPointer> token,
    Duration lifetime,
    Function<String, AuthHeader> header,
    @Nullable HttpOperation contract) {}
