package org.partnergateway.tests.benchmark.load;

/**
 * What the generator is to do.
 *
 * @param name what the ids of a run's events begin with
 * @param kind what is sent
 * @param port where, on the loopback interface
 * @param path where, below the server's root
 * @param body with the marks of its kind
 * @param connections busy at a time
 * @param warmUpMillis before anything is measured
 * @param measuredMillis how long it is measured
 * @param perSecond 0: each connection sends when it has its answer (closed loop), and any answer
 *     but a 2xx breaks the run off. More: so many requests fall due each second whatever becomes of
 *     those before (open loop), and answers that refuse are counted; what finds no connection free
 *     waits for one, and that wait is part of its latency
 */
public record LoadRun(
    String name,
    Kind kind,
    int port,
    String path,
    String body,
    int connections,
    long warmUpMillis,
    long measuredMillis,
    double perSecond) {

  /** What a caller of the canonical API presents. */
  public static final String TOKEN = "benchmark";

  /** What Stripe's events are signed with. */
  public static final String WEBHOOK_SECRET = "whsec_benchmark";

  /** What is sent. */
  public enum Kind {
    /** The same question again and again on a connection, another on each. */
    LOOK_UPS,
    /** Events, each signed and unlike all others. */
    WEBHOOKS,
    /** The question of a look-up under an Idempotency-Key that was never used before. */
    WRITES
  }

  /** In a closed loop. */
  public LoadRun(
      String name,
      Kind kind,
      int port,
      String path,
      String body,
      int connections,
      long warmUpMillis,
      long measuredMillis) {
    this(name, kind, port, path, body, connections, warmUpMillis, measuredMillis, 0);
  }

  /** The same in an open loop. */
  public LoadRun due(double requestsPerSecond, int atMostConnections) {
    return new LoadRun(
        name,
        kind,
        port,
        path,
        body,
        atMostConnections,
        warmUpMillis,
        measuredMillis,
        requestsPerSecond);
  }

  /** The same against another server, for so long. */
  public LoadRun at(String run, int otherPort, long warmUp, long measured) {
    return new LoadRun(run, kind, otherPort, path, body, connections, warmUp, measured, perSecond);
  }
}
