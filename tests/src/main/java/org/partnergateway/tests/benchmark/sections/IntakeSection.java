package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.tests.benchmark.load.LoadResult;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.JavaInspection;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;

/**
 * Signed Stripe events, each committed before it is acknowledged, against rows inserted one by one.
 */
public final class IntakeSection {
  private static final List<Integer> CONNECTIONS = List.of(32, 256);
  private static final int NO_STUB = 9;
  private static final double MEGABYTE = 1 << 20;

  private final Options options;
  private final Report report;
  private final String body;
  private final Load load;
  private final Server gateway;
  private final InboxRows rows;
  private final JavaInspection inspection;
  private final Map<Integer, List<Turn>> results = new LinkedHashMap<>();
  private final List<Double> inserted = new ArrayList<>();

  private IntakeSection(
      Options options,
      Report report,
      String body,
      Load load,
      Server gateway,
      EmbeddedDatabase database) {
    this.options = options;
    this.report = report;
    this.body = body;
    this.load = load;
    this.gateway = gateway;
    this.rows = new InboxRows(database);
    this.inspection = new JavaInspection(options.logs(), gateway.javaPid());
  }

  /**
   * Measures it, and the memory that it takes.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path temporary, Path data)
      throws IOException {
    System.out.println("Durable intake");
    String body = Files.readString(options.file("data/stripe.event.json")).strip();
    try (Load load = Load.start(options.logs());
        Server gateway = Gateway.start(options, data, NO_STUB)) {
      EmbeddedDatabase database = EmbeddedDatabase.of(data);
      Inserts inserts = Inserts.into(database, body, temporary, options.logs());
      new IntakeSection(options, report, body, load, gateway, database).measure(inserts);
      report.note(
          "Intake: PostgreSQL %s, fsync %s, synchronous_commit %s; %s with %d connections."
              .formatted(
                  database.text("show server_version"),
                  database.text("show fsync"),
                  database.text("show synchronous_commit"),
                  inserts.name(),
                  Inserts.CONNECTIONS));
    }
  }

  private void measure(Inserts inserts) {
    for (int connections : CONNECTIONS) {
      take("warm%d".formatted(connections), connections, options.warmUpSeconds() * 500L, 500);
    }
    inserts.perSecond(2);
    results.clear();
    if (options.jfr()) {
      inspection.startRecording("intake");
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (int connections : CONNECTIONS) {
        take(
            "round%dof%d".formatted(round, connections),
            connections,
            1_000,
            options.seconds() * 1_000L);
      }
      inserted.add(inserts.perSecond(options.seconds()));
    }
    if (options.jfr()) {
      inspection.stopRecording("intake", options.output().resolve("intake.jfr"));
    }
    report(inserts);
  }

  private void take(String name, int connections, long warmUp, long measured) {
    LoadRun run =
        new LoadRun(
            "evt_" + name,
            LoadRun.Kind.WEBHOOKS,
            gateway.port(),
            "/partners/stripe/webhooks",
            body,
            connections,
            warmUp,
            measured);
    Duration cpu = gateway.cpuTime();
    LoadResult result = load.run(run);
    rows.requireAll(run.name(), result.answered());
    // What is still to be applied would slow whoever comes next.
    rows.awaitApplied();
    double cpuMicros = gateway.cpuTime().minus(cpu).toNanos() / 1_000.0 / result.answered();
    results.computeIfAbsent(connections, key -> new ArrayList<>()).add(new Turn(result, cpuMicros));
  }

  private void report(Inserts inserts) {
    results.forEach(
        (connections, rounds) -> {
          String what = "intake, %d connections".formatted(connections);
          report.compare(
              what,
              new Series(rounds.stream().map(turn -> turn.result().perSecond()).toList()),
              inserts.name(),
              new Series(inserted),
              "/s",
              "at least 0.7 (design 1.0)");
          report.note(what + ": " + Turn.describe(rounds) + ", applying them included");
        });
    report.add(
        "memory held after intake", Report.number(inspection.residentBytes() / MEGABYTE) + " MB");
    report.add(
        "live heap after intake", Report.number(inspection.liveHeapBytes() / MEGABYTE) + " MB");
  }
}
