package org.partnergateway.routes.store.batches;

import org.jspecify.annotations.Nullable;

/**
 * A line that failed.
 *
 * @param line its number in the file, from 1
 * @param reason for people
 * @param pointer the place in the line; null when it is about all of it
 * @param operationId the operation that failed, where it was one
 * @param content the line as it came; null when it holds card data
 */
public record LineError(
    long line,
    String reason,
    @Nullable String pointer,
    @Nullable String operationId,
    @Nullable String content) {}
