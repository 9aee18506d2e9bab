package org.partnergateway.adapters.auth;

import org.partnergateway.adapters.time.Deadline;

/** One header that tells a partner who calls. Any thread may ask. */
public interface AuthScheme {
  /** The same secret in the same header each time. */
  static AuthScheme fixed(AuthHeader header) {
    return new FixedHeader(header);
  }

  /** The header to send, fetched if need be, but not after the deadline. */
  AuthHeader authorize(Deadline deadline) throws AuthException, InterruptedException;

  /**
   * The partner refused this header.
   *
   * @return whether {@link #authorize} now gives another one, so that a repeat makes sense
   */
  boolean renew(AuthHeader refused);

  /** A header that never changes. */
  record FixedHeader(AuthHeader header) implements AuthScheme {
    @Override
    public AuthHeader authorize(Deadline deadline) {
      return header;
    }

    @Override
    public boolean renew(AuthHeader refused) {
      return false;
    }
  }
}
