package org.partnergateway.adapters.policy;

import org.partnergateway.adapters.policy.Policy.RateLimit;

/** A bucket of permissions to call. Its methods never fail; any thread may use them. */
public interface Tokens {
  /**
   * Takes a token, if there is one.
   *
   * @return 0 when it was taken, else the nanoseconds until it makes sense to ask again
   */
  long take();

  /** Puts back a token that was not used. */
  void giveBack();

  /** Tokens there are now. */
  long available();

  /** Throws away what is above that number. */
  void keepAtMost(long number);

  /** Goes on by another limit with the tokens that there are. */
  void limit(RateLimit limit);

  /** Makes the bucket of a limit, full or as the last user left it. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes a bucket.
     *
     * @param name of the limiter, the same in every replica
     */
    Tokens make(String name, RateLimit limit);
  }
}
