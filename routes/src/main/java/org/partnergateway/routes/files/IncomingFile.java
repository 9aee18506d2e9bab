package org.partnergateway.routes.files;

import java.time.Instant;

/**
 * A file that a partner left or sent, as it is in the store.
 *
 * @param id starts with {@code fil_}
 * @param channel the channel's name in the partner's adapter file
 * @param name what the partner calls it
 * @param content all of it
 */
public record IncomingFile(
    String id, String partner, String channel, String name, byte[] content, Instant receivedAt) {}
