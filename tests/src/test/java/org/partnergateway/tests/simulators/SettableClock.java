package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class SettableClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-23T02:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void forward(Duration by) {
    now = now.plus(by);
  }
}
