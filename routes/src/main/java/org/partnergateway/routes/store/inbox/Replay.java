package org.partnergateway.routes.store.inbox;

import java.time.Instant;

/**
 * That a person had a message applied again.
 *
 * @param caller the client of the canonical API that asked for it
 * @param reason in the person's words
 */
public record Replay(Instant at, String caller, String reason) {}
