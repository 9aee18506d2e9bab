package org.partnergateway.tests.policy;

import java.time.Duration;
import java.time.Instant;
import org.partnergateway.adapters.time.Time;

/** Time that passes when somebody sleeps. For one thread. */
final class VirtualTime implements Time {
  private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

  private long nanos;

  @Override
  public Instant instant() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    nanos += duration.toNanos();
  }
}
