package org.partnergateway.adapters.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the partner is asked for regularly.
 *
 * @param operation what is asked
 * @param message what the answer is split into
 * @param each what is asked for each message that is new; null where the answer holds them whole
 * @param every from one question to the next
 */
public record PollDefinition(
    String name, String operation, String message, @Nullable String each, Duration every) {}
