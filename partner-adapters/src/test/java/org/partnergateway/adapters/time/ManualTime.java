package org.partnergateway.adapters.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves when a test says so, or when somebody sleeps. */
public class ManualTime implements Time {
  public static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> sleeps = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    sleeps.add(duration);
    advance(duration);
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  public Duration elapsed() {
    return Duration.ofNanos(nanos.get());
  }

  public List<Duration> sleeps() {
    return sleeps;
  }

  public Deadline in(Duration duration) {
    return Deadline.in(duration, this);
  }
}
