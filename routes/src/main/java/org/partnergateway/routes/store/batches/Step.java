package org.partnergateway.routes.store.batches;

import java.util.List;

/**
 * How far a batch comes in one transaction.
 *
 * @param position the checkpoint after it, in bytes
 * @param line lines before that
 * @param read lines that were read
 * @param done of these, applied
 * @param workedMillis how long it took
 */
public record Step(
    long position,
    long line,
    long read,
    long done,
    List<LineError> failed,
    List<PendingLine> pending,
    long workedMillis) {}
