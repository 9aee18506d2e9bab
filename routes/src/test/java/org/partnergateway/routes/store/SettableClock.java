package org.partnergateway.routes.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as a test wants it. */
public final class SettableClock implements InstantSource {
  private Instant now;

  public SettableClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void forward(Duration time) {
    now = now.plus(time);
  }

  public synchronized void set(String time) {
    now = Instant.parse(time);
  }
}
