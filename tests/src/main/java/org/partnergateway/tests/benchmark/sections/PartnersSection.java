package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.JavaInspection;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;

/**
 * What many partners cost: the same look-ups, of one partner and of many in turn. Each time two
 * gateways are started, stand at the same time and take turns, so that both are as warm.
 */
public final class PartnersSection {
  private static final List<Crowd> CROWDS =
      List.of(
          new Crowd(16, true), new Crowd(200, true), new Crowd(1000, true), new Crowd(200, false));
  private static final int CONNECTIONS = 32;
  private static final double MEGABYTE = 1 << 20;

  /** Enough for all of them, and the same for each. */
  private static final String HEAP = "3g";

  private PartnersSection() {}

  /**
   * @param alike whether their files are the same, as those of a carrier's accounts are
   */
  private record Crowd(int partners, boolean alike) {
    @Override
    public String toString() {
      return "%,d partners%s".formatted(partners, alike ? "" : " that differ");
    }
  }

  /**
   * Measures it.
   *
   * @param data where the gateways keep their data; each in a directory beside it
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Many partners");
    String body =
        Files.readString(options.file("data/rates.request.json"))
            .replace("ups-unlimited", "copy-@NUMBER%PARTNERS@");
    try (Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs())) {
      for (Crowd crowd : CROWDS) {
        try (Server one = start(options, data, stub, new Crowd(1, true));
            Server many = start(options, data, stub, crowd)) {
          turn(load, one, body, 1, options.warmUpSeconds());
          turn(load, many, body, crowd.partners(), options.warmUpSeconds());
          compare(options, report, load, body, one, many, crowd);
        } catch (IllegalStateException e) {
          // That it can't is a figure too, and no reason to lose the others.
          report.note(
              "%s with a heap of %s: %s"
                  .formatted(
                      crowd, HEAP, String.valueOf(e.getMessage()).lines().toList().getFirst()));
        }
      }
    }
  }

  private static Server start(Options options, Path data, Stub stub, Crowd crowd) {
    return Gateway.startWithCopies(
        options,
        HEAP,
        data.resolveSibling("partners-%d-%s".formatted(crowd.partners(), crowd.alike())),
        stub.port(),
        crowd.partners(),
        crowd.alike());
  }

  private static void compare(
      Options options,
      Report report,
      Load load,
      String body,
      Server one,
      Server many,
      Crowd crowd) {
    List<Double> ours = new ArrayList<>();
    List<Double> single = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      single.add(turn(load, one, body, 1, options.seconds()));
      ours.add(turn(load, many, body, crowd.partners(), options.seconds()));
    }
    String what = crowd + ": ";
    report.compare(
        what + "processor time a look-up",
        new Series(ours),
        "one partner",
        new Series(single),
        "µs",
        "at most 1.1");
    report.compare(
        what + "start to ready",
        seconds(many),
        "one partner",
        seconds(one),
        "s",
        Report.LESS_IS_BETTER);
    report.compare(
        what + "live heap",
        liveHeap(options, many),
        "one partner",
        liveHeap(options, one),
        "MB",
        Report.LESS_IS_BETTER);
  }

  /** Processor time for each answer, in microseconds. */
  private static double turn(Load load, Server server, String body, int partners, int seconds) {
    Duration before = server.cpuTime();
    LoadResult result =
        load.run(
            new LoadRun(
                "partners-" + partners,
                LoadRun.Kind.LOOK_UPS,
                server.port(),
                "/v1/rates",
                body.replace("PARTNERS", Integer.toString(partners)),
                CONNECTIONS,
                0,
                seconds * 1_000L));
    return server.cpuTime().minus(before).toNanos() / 1_000.0 / result.answered();
  }

  private static Series seconds(Server server) {
    Duration start = server.startTime();
    return new Series(List.of(start == null ? 0 : start.toMillis() / 1_000.0));
  }

  private static Series liveHeap(Options options, Server server) {
    JavaInspection inspection = new JavaInspection(options.logs(), server.javaPid());
    return new Series(List.of(inspection.liveHeapBytes() / MEGABYTE));
  }
}
