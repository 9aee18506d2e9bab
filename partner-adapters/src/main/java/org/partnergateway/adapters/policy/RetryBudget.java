package org.partnergateway.adapters.policy;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries to a tenth of a partner's calls: each call brings a tenth of a retry, up to ten
 * retries in store, so that a partner that breaks down is not asked three times as often.
 */
public final class RetryBudget {
  private static final int TENTHS_PER_RETRY = 10;
  private static final int MOST_TENTHS = 100;

  private final AtomicInteger tenths = new AtomicInteger(MOST_TENTHS);

  /** A call is made. */
  public void called() {
    if (tenths.get() < MOST_TENTHS) {
      tenths.updateAndGet(now -> Math.min(MOST_TENTHS, now + 1));
    }
  }

  /** Takes one retry out, unless there is none. */
  public boolean take() {
    int before = tenths.getAndUpdate(now -> now >= TENTHS_PER_RETRY ? now - TENTHS_PER_RETRY : now);
    return before >= TENTHS_PER_RETRY;
  }
}
