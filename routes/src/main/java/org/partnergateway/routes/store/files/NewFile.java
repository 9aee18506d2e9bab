package org.partnergateway.routes.store.files;

/**
 * A file that the store doesn't have yet.
 *
 * @param id starts with {@code fil_}
 * @param channel the channel's name in the partner's adapter file
 * @param name what the partner calls it
 */
public record NewFile(
    String id,
    FileDirection direction,
    String partner,
    String channel,
    String name,
    String mediaType) {}
