package org.partnergateway.routes.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the problems that were answered, by their word and by the entrance they came through. */
public final class RefusalCounter {
  private final MeterRegistry meters;
  private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

  public RefusalCounter(MeterRegistry meters) {
    this.meters = meters;
  }

  public void count(String entrance, ProblemType type) {
    counters
        .computeIfAbsent(
            entrance + '/' + type.code(),
            key ->
                Counter.builder("gateway_problems")
                    .description("Requests that were answered with a problem document")
                    .tag("entrance", entrance)
                    .tag("code", type.code())
                    .register(meters))
        .increment();
  }
}
