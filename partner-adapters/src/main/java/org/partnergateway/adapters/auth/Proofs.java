package org.partnergateway.adapters.auth;

import java.util.ArrayList;
import java.util.List;
import org.partnergateway.adapters.time.Deadline;

/**
 * All that proves to a partner who calls, for one operation.
 *
 * @param schemes one a header; empty for a partner that wants no proof
 */
public record Proofs(List<AuthScheme> schemes) {
  /** The partner wants no proof. */
  public static final Proofs NONE = new Proofs(List.of());

  /** Copies the list. */
  public Proofs {
    schemes = List.copyOf(schemes);
  }

  /** The headers to send, one a scheme, fetched if need be, but not after the deadline. */
  public List<AuthHeader> authorize(Deadline deadline) throws AuthException, InterruptedException {
    List<AuthHeader> headers = new ArrayList<>();
    for (AuthScheme scheme : schemes) {
      headers.add(scheme.authorize(deadline));
    }
    return headers;
  }

  /**
   * The partner refused these headers, and doesn't say which.
   *
   * @param refused as {@link #authorize} gave them
   * @return whether {@link #authorize} now gives others, so that a repeat makes sense
   */
  public boolean renew(List<AuthHeader> refused) {
    boolean others = false;
    for (int i = 0; i < refused.size(); i++) {
      others |= schemes.get(i).renew(refused.get(i));
    }
    return others;
  }
}
