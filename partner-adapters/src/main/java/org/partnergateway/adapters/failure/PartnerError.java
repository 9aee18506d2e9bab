package org.partnergateway.adapters.failure;

import org.jspecify.annotations.Nullable;

/**
 * What a partner says went wrong.
 *
 * @param code the partner's own code
 * @param message the partner's own words, at most 1,000 characters
 * @param category our word for it, from the adapter's error table
 */
public record PartnerError(
    @Nullable String code, @Nullable String message, @Nullable String category) {
  /** Nothing was said. */
  public static final PartnerError NONE = new PartnerError(null, null, null);
}
