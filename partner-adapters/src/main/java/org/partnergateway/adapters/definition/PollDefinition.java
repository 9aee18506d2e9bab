package org.partnergateway.adapters.definition;

import java.time.Duration;

/**
 * What the partner is asked for regularly.
 *
 * @param operation what is asked
 * @param message what the answer is split into
 * @param every from one question to the next
 */
public record PollDefinition(String name, String operation, String message, Duration every) {}
