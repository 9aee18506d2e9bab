package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that is an executable jar and tells on a port of its own when it is ready. */
record JavaServer(String name, int port, Duration startTime, ChildProcess process)
    implements Server {
  private static final String READINESS = "/actuator/health/readiness";

  /**
   * Starts it and waits until it is ready.
   *
   * @param readinessPort where it tells that it is
   * @param cleanUp what is to be done when it has ended
   */
  static JavaServer start(
      String name,
      Path logs,
      String heap,
      Path jar,
      int port,
      int readinessPort,
      List<String> args,
      Runnable cleanUp) {
    long start = System.nanoTime();
    ChildProcess process =
        ChildProcess.logged(name, logs, JavaCommand.jar(heap, jar, args), cleanUp);
    boolean ready = false;
    try {
      Readiness.await(process, readinessPort, READINESS);
      ready = true;
    } finally {
      if (!ready) {
        process.close();
      }
    }
    return new JavaServer(name, port, Duration.ofNanos(System.nanoTime() - start), process);
  }

  @Override
  public Duration cpuTime() {
    return process.cpuTime();
  }

  @Override
  public long javaPid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
