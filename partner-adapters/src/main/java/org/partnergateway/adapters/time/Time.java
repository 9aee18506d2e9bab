package org.partnergateway.adapters.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Wall clock, stopwatch and sleep together: whoever drives one drives all three. */
public interface Time extends InstantSource {
  /** The machine's own time. */
  Time SYSTEM = new SystemTime();

  /** A stopwatch's reading in nanoseconds; only differences mean something. */
  long nanos();

  /** Parks the calling thread. */
  void sleep(Duration duration) throws InterruptedException;

  /** The machine's clocks. */
  final class SystemTime implements Time {
    private final Clock clock = Clock.systemUTC();

    private SystemTime() {}

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration);
    }
  }
}
