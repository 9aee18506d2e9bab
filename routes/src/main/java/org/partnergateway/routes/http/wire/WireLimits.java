package org.partnergateway.routes.http.wire;

import java.time.Duration;

/**
 * @param headerLines the most header lines of a request
 * @param patience how long a request may take to arrive, from its first byte to its last
 */
public record WireLimits(int headerLines, Duration patience) {}
