package org.partnergateway.adapters.auth;

import java.time.Duration;

/**
 * What a token endpoint answers.
 *
 * @param header ready to be sent
 * @param lifetime from now
 */
record FetchedToken(AuthHeader header, Duration lifetime) {}
