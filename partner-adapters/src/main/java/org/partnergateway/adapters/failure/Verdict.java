package org.partnergateway.adapters.failure;

import org.jspecify.annotations.Nullable;

/**
 * What an answer means.
 *
 * @param failure null when accepted
 * @param error what the partner said went wrong; {@link PartnerError#NONE} when accepted
 */
public record Verdict(@Nullable Failure failure, PartnerError error) {
  /** The partner did what was asked. */
  public static final Verdict ACCEPTED = new Verdict(null, PartnerError.NONE);

  /** Whether the partner did what was asked. */
  public boolean accepted() {
    return failure == null;
  }
}
