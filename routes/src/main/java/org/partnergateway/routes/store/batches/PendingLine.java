package org.partnergateway.routes.store.batches;

/**
 * A line whose outcome is an operation's.
 *
 * @param content the line as it came
 */
public record PendingLine(String operationId, long line, String content) {}
