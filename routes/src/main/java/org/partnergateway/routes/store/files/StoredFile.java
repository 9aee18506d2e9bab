package org.partnergateway.routes.store.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.store.Fingerprint;

/**
 * A file without its content.
 *
 * @param identity what makes two of them the same
 * @param size in bytes
 * @param fingerprint of its content
 * @param reason why it is where it is; null when there is nothing to say
 * @param tries how often it was tried
 * @param nextAttemptAt null when nothing more is done by itself
 * @param settledAt when it was taken, refused, carried or given up; null before
 * @param carrierState what its carrier must know after a crash; null for nothing
 */
public record StoredFile(
    String id,
    FileDirection direction,
    String partner,
    String channel,
    String name,
    String identity,
    String mediaType,
    long size,
    Fingerprint fingerprint,
    FileStatus status,
    @Nullable String reason,
    int tries,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant settledAt,
    @Nullable JsonNode carrierState) {}
