package org.partnergateway.adapters.auth;

import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.time.Deadline;

/** How a partner is told who calls. Any thread may ask. */
public interface AuthScheme {
  /** The partner wants no proof. */
  AuthScheme NONE = new FixedHeader(null);

  /** The same secret in the same header each time. */
  static AuthScheme fixed(AuthHeader header) {
    return new FixedHeader(header);
  }

  /**
   * The header to send, fetched if need be, but not after the deadline.
   *
   * @return null for none
   */
  @Nullable AuthHeader authorize(Deadline deadline) throws AuthException, InterruptedException;

  /**
   * The partner refused this header.
   *
   * @return whether {@link #authorize} now gives another one, so that a repeat makes sense
   */
  boolean renew(AuthHeader refused);

  /** A header that never changes. */
  record FixedHeader(@Nullable AuthHeader header) implements AuthScheme {
    @Override
    public @Nullable AuthHeader authorize(Deadline deadline) {
      return header;
    }

    @Override
    public boolean renew(AuthHeader refused) {
      return false;
    }
  }
}
