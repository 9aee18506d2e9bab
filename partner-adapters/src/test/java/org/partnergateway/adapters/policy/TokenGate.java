package org.partnergateway.adapters.policy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.partnergateway.adapters.policy.Policy.RateLimit;
import org.partnergateway.adapters.time.ManualTime;

/** Tokens that a test hands out one by one, and the time of whoever waits for them. */
final class TokenGate extends ManualTime implements Tokens {
  private final Semaphore tokens = new Semaphore(0);
  private final Semaphore ticks = new Semaphore(0);

  /** One token more, of which whoever leads the line is told. */
  void open() {
    tokens.release();
    ticks.release();
  }

  @Override
  public long take() {
    return tokens.tryAcquire() ? 0 : 1_000;
  }

  @Override
  public void giveBack() {
    open();
  }

  @Override
  public long available() {
    return tokens.availablePermits();
  }

  @Override
  public void keepAtMost(long number) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limit(RateLimit limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    ticks.acquire();
  }
}
