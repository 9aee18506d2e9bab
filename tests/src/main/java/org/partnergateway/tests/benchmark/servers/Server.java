package org.partnergateway.tests.benchmark.servers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server that requests are sent to. */
public interface Server extends AutoCloseable {
  /** As the report names it. */
  String name();

  /** Where it takes requests, on the loopback interface. */
  int port();

  /** From the start of its process until it said that it is ready; null when it does not say. */
  @Nullable Duration startTime();

  /** The processor time that it has used since its start. */
  Duration cpuTime();

  /** Its Java process, to be looked into; 0 when it is not Java's. */
  long javaPid();

  @Override
  void close();
}
