package org.partnergateway.tests.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.partnergateway.tests.history.HistoryChecker;
import org.partnergateway.tests.history.HistoryWriter;
import org.partnergateway.tests.history.Judgment;
import org.springframework.util.FileSystemUtils;

/** One run: everything is started, loaded, broken, left to settle, and judged. */
final class ChaosRun {
  private static final int FIRST_ORDERS = 5;

  private final ChaosOptions options;

  private ChaosRun(ChaosOptions options) {
    this.options = options;
  }

  /** What is broken while there is load. */
  @FunctionalInterface
  interface Breaking {
    void run(Chaos chaos) throws Exception;
  }

  /**
   * What came of a run.
   *
   * @param open what was not at rest in the end; empty as it should be
   * @param loaded how long there was load
   * @param settled how long it took afterwards until all was at rest
   */
  record Result(
      ChaosOptions options,
      Judgment judgment,
      Map<String, Long> open,
      Duration loaded,
      Duration settled,
      List<Duration> recoveries,
      Map<String, Integer> connectionFaults,
      int kills,
      int others,
      long writes,
      long messages) {}

  static Result run(ChaosOptions options, Breaking breaking) {
    try {
      return new ChaosRun(options).run(breaking);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the run with seed %d broke".formatted(options.seed()), e);
    }
  }

  private Result run(Breaking breaking) throws Exception {
    Path data = options.output().resolve("data");
    FileSystemUtils.deleteRecursively(options.output());
    Files.createDirectories(data);
    Path file = options.output().resolve("history.jsonl");
    AtomicBoolean over = new AtomicBoolean();
    Measured measured;
    try (HistoryWriter history = new HistoryWriter(file);
        Database database = Database.start(data)) {
      Deliveries deliveries = new Deliveries(history, over);
      try (Partners partners = Partners.start(deliveries, history);
          Gateways gateways = gateways(database, partners)) {
        gateways.start();
        database.prepareDiskFull();
        Api api = new Api(gateways);
        deliveries.deliverBy(api);
        measured = loaded(breaking, history, database, deliveries, partners, gateways, api, over);
        over.set(true);
        Snapshot.write(database, history);
      } finally {
        over.set(true);
      }
    }
    forget(data);
    Judgment judgment = HistoryChecker.check(file);
    return measured.result(options, judgment);
  }

  private Gateways gateways(Database database, Partners partners) {
    Map<String, String> properties = new HashMap<>(partners.gatewayProperties());
    properties.putAll(database.gatewayProperties());
    properties.put("gateway.partners.amazon.poll-every", "5s");
    if (!options.redis().isEmpty()) {
      properties.put("gateway.redis.url", options.redis());
    }
    return new Gateways(options.output().resolve("logs"), properties, options.gateways());
  }

  private record Measured(
      Map<String, Long> open,
      Duration loaded,
      Duration settled,
      List<Duration> recoveries,
      Map<String, Integer> connectionFaults,
      Chaos chaos,
      long writes,
      long messages) {
    Result result(ChaosOptions options, Judgment judgment) {
      return new Result(
          options,
          judgment,
          open,
          loaded,
          settled,
          recoveries,
          connectionFaults,
          chaos.kills(),
          chaos.others(),
          writes,
          messages);
    }
  }

  private Measured loaded(
      Breaking breaking,
      HistoryWriter history,
      Database database,
      Deliveries deliveries,
      Partners partners,
      Gateways gateways,
      Api api,
      AtomicBoolean over)
      throws Exception {
    Caller caller = new Caller(api, history, over);
    Chaos chaos = new Chaos(database, gateways, partners, history, options.seed());
    try (Events events = new Events(api, history)) {
      events.start();
      Load load =
          new Load(
              options,
              new Stories(api, caller, deliveries, history),
              deliveries,
              partners.orders(),
              events,
              history);
      for (int i = 0; i < FIRST_ORDERS; i++) {
        load.place();
      }
      long begin = System.nanoTime();
      load.start();
      try {
        breaking.run(chaos);
      } finally {
        load.stop();
      }
      long loaded = System.nanoTime();
      chaos.calm();
      Map<String, Long> open =
          new Settling(database, load, deliveries, events, history)
              .await(options.settleWithin(), options.hurry());
      return new Measured(
          open,
          Duration.ofNanos(loaded - begin),
          Duration.ofNanos(System.nanoTime() - loaded),
          gateways.recoveries(),
          partners.faults(),
          chaos,
          caller.done(),
          deliveries.acknowledged());
    }
  }

  private static void forget(Path data) {
    try {
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + data, e);
    }
  }
}
