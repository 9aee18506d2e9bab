package org.partnergateway.adapters.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure;

/**
 * Why a call was not let through to the partner.
 *
 * @param failure {@code rate_limited} for a limit, {@code unavailable} for anything else
 * @param detail for people
 * @param retryAfter when it makes sense to ask again, where that is known
 */
public record Refusal(Failure failure, String detail, @Nullable Duration retryAfter) {}
