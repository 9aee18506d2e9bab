package org.partnergateway.adapters.transport;

import io.vertx.core.MultiMap;

/**
 * One request, ready to be written.
 *
 * @param method upper case
 * @param origin where to
 * @param target path and query as they go on the wire, starting with a slash
 * @param headers complete but for length and host; not used again by who gave them
 * @param body empty for none; not to be changed afterwards
 */
public record HttpRequest(
    String method, Origin origin, String target, MultiMap headers, byte[] body) {}
