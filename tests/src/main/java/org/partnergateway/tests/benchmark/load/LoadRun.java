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
 */
public record LoadRun(
    String name,
    Kind kind,
    int port,
    String path,
    String body,
    int connections,
    long warmUpMillis,
    long measuredMillis) {

  /** What a caller of the canonical API presents. */
  public static final String TOKEN = "benchmark";

  /** What Stripe's events are signed with. */
  public static final String WEBHOOK_SECRET = "whsec_benchmark";

  /** What is sent. */
  public enum Kind {
    LOOK_UPS,
    WEBHOOKS
  }

  /** The same against another server, for so long. */
  public LoadRun at(String run, int otherPort, long warmUp, long measured) {
    return new LoadRun(run, kind, otherPort, path, body, connections, warmUp, measured);
  }
}
