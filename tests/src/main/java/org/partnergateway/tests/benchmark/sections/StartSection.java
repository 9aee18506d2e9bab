package org.partnergateway.tests.benchmark.sections;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.SpringCloudGateway;

/** From the start of the process to a readiness probe's 200. */
public final class StartSection {
  private static final int STARTS = 5;

  /** Nobody is asked anything. */
  private static final int NO_STUB = 9;

  private StartSection() {}

  /**
   * Measures it.
   *
   * @param data an empty directory: the first start fills it and is told apart
   */
  public static void measure(Options options, Report report, Path data) {
    System.out.println("Start to ready");
    double first = gateway(options, data);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      ours.add(gateway(options, data));
      theirs.add(peer(options));
    }
    report.compare(
        "start to ready",
        new Series(ours),
        "Spring Cloud Gateway",
        new Series(theirs),
        "s",
        Report.LESS_IS_BETTER);
    report.note(
        "The start includes PostgreSQL's; the very first, which makes the database, took %s s."
            .formatted(Report.number(first)));
  }

  private static double gateway(Options options, Path data) {
    try (Server server = Gateway.start(options, data, NO_STUB)) {
      return seconds(server.startTime());
    }
  }

  private static double peer(Options options) {
    try (Server server =
        SpringCloudGateway.start(
            options.logs(), options.heap(), options.springCloudGatewayJar(), NO_STUB)) {
      return seconds(server.startTime());
    }
  }

  private static double seconds(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis() / 1_000.0;
  }
}
