package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Cores;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.JavaInspection;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;

/**
 * Look-ups that fall due three times as often as the gateway can answer: what it still gets done,
 * how fast it refuses the rest, what it holds in memory, and when it is itself again. Callers and
 * the partner have a core of their own: what they need for three times the load is not taken from
 * the gateway, as it is not in the field.
 */
public final class OverloadSection {
  private static final int CONNECTIONS = 64;
  private static final int MOST_CONNECTIONS = 2_048;
  private static final double TIMES = 3;
  private static final double CALM = 0.3;
  private static final int CALM_MILLIS = 10_000;
  private static final double MEGABYTE = 1 << 20;

  private OverloadSection() {}

  /**
   * Measures it.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Overload");
    String body = Files.readString(options.file("data/rates.request.json"));
    try (Stub stub = Cores.outside(() -> stub(options));
        Load load = Cores.outside(() -> Load.start(options.logs()));
        Server gateway = Cores.measured(() -> Gateway.start(options, data, stub.port()))) {
      measure(options, report, load, gateway, body);
    }
  }

  private static Stub stub(Options options) {
    return Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
  }

  private static void measure(
      Options options, Report report, Load load, Server gateway, String body) {
    LoadRun run =
        new LoadRun(
            "overload",
            LoadRun.Kind.LOOK_UPS,
            gateway.port(),
            "/v1/rates",
            body,
            CONNECTIONS,
            1_000,
            options.seconds() * 1_000L);
    load.run(run.at("warm-up", gateway.port(), options.warmUpSeconds() * 1_000L, 500));
    JavaInspection inspection = new JavaInspection(options.logs(), gateway.javaPid());
    double before = inspection.residentBytes() / MEGABYTE;
    List<Double> peaks = new ArrayList<>();
    List<Double> goodput = new ArrayList<>();
    List<Double> refusals = new ArrayList<>();
    List<Double> recovery = new ArrayList<>();
    LoadResult last = null;
    for (int round = 0; round < options.rounds(); round++) {
      double peak = load.run(run).perSecond();
      peaks.add(peak);
      last = load.run(run.due(peak * TIMES, MOST_CONNECTIONS));
      goodput.add(last.perSecond());
      refusals.add(last.refusedP99Micros() / 1_000.0);
      LoadResult calm =
          load.run(
              run.at("calm", gateway.port(), 0, CALM_MILLIS).due(peak * CALM, MOST_CONNECTIONS));
      recovery.add(calm.lastBadMillis() / 1_000.0);
    }
    report.compare(
        "goodput at 3 times the peak",
        new Series(goodput),
        "peak",
        new Series(peaks),
        "/s",
        "at least 0.8");
    report.add(
        "a refusal under overload, 99 of 100 within",
        Report.number(new Series(refusals).median()) + " ms");
    report.add(
        "itself again after the overload in", Report.number(new Series(recovery).median()) + " s");
    report.compare(
        "memory held after the overload",
        new Series(List.of(inspection.residentBytes() / MEGABYTE)),
        "before it",
        new Series(List.of(before)),
        "MB",
        Report.LESS_IS_BETTER);
    report.note(
        "Overload, %s; the last round: %s; half of the answers within %s ms of falling due, 99 of 100 within %s ms. Itself again: the last answer that was no 2xx or took over a second, at %s of the peak from the end of the overload on (and of what was under way then)."
            .formatted(
                Cores.canBeSplit()
                    ? "callers and the partner on a core of their own, for the peak too"
                    : "on cores that callers and the partner share",
                last == null
                    ? ""
                    : "%,d answered, %,d refused, %,d failed, %,d found no connection"
                        .formatted(last.answered(), last.refused(), last.failed(), last.unsent()),
                last == null ? "" : Report.number(last.p50Micros() / 1_000.0),
                last == null ? "" : Report.number(last.p99Micros() / 1_000.0),
                CALM));
  }
}
