package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.tests.benchmark.load.LoadRun;
import org.partnergateway.tests.benchmark.report.Options;
import org.partnergateway.tests.benchmark.report.Report;
import org.partnergateway.tests.benchmark.report.Series;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;
import org.partnergateway.tests.benchmark.servers.UnlimitedCarrier;

/**
 * Look-ups at UPS with its limit, more than it lets through: the share of the limit that is used,
 * and what the partner's own meter counts above it.
 */
public final class LimitsSection {
  /** As UPS's adapter file has it. */
  private static final int PER_SECOND = 15;

  private static final int BURST = 30;
  private static final int CONNECTIONS = 32;

  /** Long enough for the burst and for a gateway that has just started. */
  private static final int EMPTYING_MILLIS = 6_000;

  private LimitsSection() {}

  /**
   * Measures it.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Limits");
    String body =
        Files.readString(options.file("data/rates.request.json"))
            .replace(UnlimitedCarrier.ID, "ups");
    List<Double> used = new ArrayList<>();
    List<Double> allowed = new ArrayList<>();
    long above = 0;
    try (Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs());
        Server gateway = Gateway.start(options, data, stub.port(), true)) {
      // The bucket is full at the first call, here as at the partner.
      stub.limit(PER_SECOND, BURST);
      LoadRun run =
          new LoadRun(
              "limits",
              LoadRun.Kind.LOOK_UPS,
              gateway.port(),
              "/v1/rates",
              body,
              CONNECTIONS,
              0,
              options.seconds() * 1_000L);
      // Empties the bucket; from then on it is the rate that counts.
      load.run(run.at("burst", gateway.port(), 0, EMPTYING_MILLIS));
      for (int round = 0; round < options.rounds(); round++) {
        long before = asked(stub);
        long begin = System.nanoTime();
        load.run(run);
        double seconds = (System.nanoTime() - begin) / 1e9;
        used.add((asked(stub) - before) / seconds);
        allowed.add((double) PER_SECOND);
      }
      above = stub.limited().getLast();
    }
    report.compare(
        "limit used under saturation",
        new Series(used),
        "the limit",
        new Series(allowed),
        "/s",
        "0.95 to 1");
    report.add("calls above the limit, by the partner's meter", Long.toString(above));
    report.note(
        "Limits: %d a second and a burst of %d at both ends, %d connections that always want more; the partner's meter counts a call above the limit even if it is early by a microsecond."
            .formatted(PER_SECOND, BURST, CONNECTIONS));
  }

  /** Within the limit and above it. */
  private static long asked(Stub stub) {
    return stub.limited().stream().mapToLong(Long::longValue).sum();
  }
}
