package org.partnergateway.tests.benchmark.sections;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.partnergateway.tests.benchmark.load.LoadResult;
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
 * Look-ups at one carrier while another, asked as often, hangs: the first one's 99th percentile
 * then, divided by what it is while the other answers.
 */
public final class IsolationSection {
  private static final int CONNECTIONS = 64;
  private static final int MOST_CONNECTIONS = 1_024;

  /** Of the peak, at each of the two: together they stay clear of saturation. */
  private static final double SHARE = 0.25;

  private final Stub stub;
  private final Load load;
  private final Load other;
  private final Server gateway;
  private final String body;

  private IsolationSection(Stub stub, Load load, Load other, Server gateway, String body) {
    this.stub = stub;
    this.load = load;
    this.other = other;
    this.gateway = gateway;
    this.body = body;
  }

  /**
   * Measures it.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Isolation");
    String body = Files.readString(options.file("data/rates.request.json"));
    try (Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs());
        Load other = Load.start("load-other", options.logs());
        Server gateway = Gateway.start(options, data, stub.port(), true)) {
      new IsolationSection(stub, load, other, gateway, body).measure(options, report);
    }
  }

  private void measure(Options options, Report report) {
    double peak =
        load.run(run(UnlimitedCarrier.ID, options.warmUpSeconds() * 1_000L, 2_000)).perSecond();
    // The first call of each carrier compiles its checks.
    other.run(run(UnlimitedCarrier.OTHER_ID, options.warmUpSeconds() * 1_000L, 2_000));
    double rate = peak * SHARE;
    List<Double> hung = new ArrayList<>();
    List<Double> well = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      stub.hang(false);
      well.add(both(rate, options.seconds(), new ArrayList<>()));
      stub.hang(true);
      hung.add(both(rate, options.seconds(), refusals));
      stub.hang(false);
      // What hangs is given up, and the breaker lets probes through.
      pause(options);
    }
    report.compare(
        "p99 beside a partner that hangs",
        new Series(hung),
        "that partner answering",
        new Series(well),
        "ms",
        "at most 1.2");
    report.note(
        "Isolation: %s look-ups a second at each of two carriers, a quarter of the peak each; of those at the one that hangs: %s"
            .formatted(Report.number(rate), String.join("; ", refusals)));
  }

  /** The 99th percentile of the look-ups at the one carrier, in milliseconds. */
  private double both(double rate, int seconds, List<String> refusals) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<LoadResult> beside =
          threads.submit(
              () ->
                  other.run(
                      run(UnlimitedCarrier.OTHER_ID, 1_000, seconds * 1_000L)
                          .due(rate, MOST_CONNECTIONS)));
      LoadResult result =
          load.run(run(UnlimitedCarrier.ID, 1_000, seconds * 1_000L).due(rate, MOST_CONNECTIONS));
      if (result.refused() + result.failed() > 0) {
        throw new IllegalStateException("the carrier that answers was not reached: " + result);
      }
      LoadResult atTheOther = beside.get();
      refusals.add(
          "%d answered, %d refused at once, %d otherwise, %d not sent"
              .formatted(
                  atTheOther.answered(),
                  atTheOther.refused(),
                  atTheOther.failed(),
                  atTheOther.unsent()));
      return result.p99Micros() / 1_000.0;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load beside it failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted under load", e);
    }
  }

  private static void pause(Options options) {
    try {
      Thread.sleep(Math.min(12_000L, options.warmUpSeconds() * 1_000L));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two rounds", e);
    }
  }

  private LoadRun run(String carrier, long warmUp, long measured) {
    return new LoadRun(
        carrier,
        LoadRun.Kind.LOOK_UPS,
        gateway.port(),
        "/v1/rates",
        body.replace(UnlimitedCarrier.ID, carrier),
        CONNECTIONS,
        warmUp,
        measured);
  }
}
