package org.partnergateway.tests.benchmark.sections;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;

/**
 * Bookings, each through an operation record, the ledger, a kept label and events, against rates of
 * the same parcels at the same carrier, which leave nothing behind.
 */
public final class DurableSection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECTIONS = 32;

  private DurableSection() {}

  /**
   * Measures it.
   *
   * @param data where the gateway keeps its data
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Durable path");
    String rates = Files.readString(options.file("data/rates.request.json"));
    try (Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs());
        Server gateway = Gateway.start(options, data, stub.port())) {
      LoadRun lookUp = run(LoadRun.Kind.LOOK_UPS, gateway, "/v1/rates", rates);
      LoadRun write = run(LoadRun.Kind.WRITES, gateway, "/v1/shipments", booking(rates));
      long warmUp = options.warmUpSeconds() * 500L;
      load.run(lookUp.at("warm-up", gateway.port(), warmUp, 500));
      load.run(write.at("warm-up", gateway.port(), warmUp, 500));
      EmbeddedDatabase database = EmbeddedDatabase.of(data);
      List<Turn> lookUps = new ArrayList<>();
      List<Turn> writes = new ArrayList<>();
      for (int round = 0; round < options.rounds(); round++) {
        lookUps.add(turn(load, gateway, lookUp, "look-up-" + round, options));
        long before = booked(database);
        Turn turn = turn(load, gateway, write, "write-" + round, options);
        writes.add(turn);
        requireAll(booked(database) - before, turn.result());
      }
      report(report, lookUps, writes);
    }
  }

  /** The same parcels, between the same addresses. */
  static String booking(String rates) throws IOException {
    // The mark for a number is no JSON.
    ObjectNode body = (ObjectNode) JSON.readTree(rates.replace("@NUMBER@", "424242"));
    body.put("service", "ups_ground");
    ObjectNode only = (ObjectNode) body.path("parcels").get(0);
    body.putArray("parcels").add(only);
    body.putObject("label").put("format", "zpl").put("size", "4x6");
    return JSON.writeValueAsString(body).replace("424242", "@NUMBER@");
  }

  private static LoadRun run(LoadRun.Kind kind, Server gateway, String path, String body) {
    return new LoadRun("durable", kind, gateway.port(), path, body, CONNECTIONS, 0, 0);
  }

  private static Turn turn(Load load, Server gateway, LoadRun run, String name, Options options) {
    Duration cpu = gateway.cpuTime();
    LoadResult result = load.run(run.at(name, gateway.port(), 1_000, options.seconds() * 1_000L));
    double micros = gateway.cpuTime().minus(cpu).toNanos() / 1_000.0 / result.answered();
    return new Turn(result, micros);
  }

  private static long booked(EmbeddedDatabase database) {
    return database.number(
        "select count(*) from operation where kind = 'book-shipment' and status = 'succeeded'");
  }

  private static void requireAll(long booked, LoadResult result) {
    if (booked != result.answered()) {
      throw new IllegalStateException(
          "%d bookings were answered, and %d are recorded as done"
              .formatted(result.answered(), booked));
    }
  }

  private static void report(Report report, List<Turn> lookUps, List<Turn> writes) {
    report.compare(
        "a booking, %d connections".formatted(CONNECTIONS),
        new Series(writes.stream().map(turn -> turn.result().perSecond()).toList()),
        "rates of the same",
        new Series(lookUps.stream().map(turn -> turn.result().perSecond()).toList()),
        "/s",
        "");
    report.compare(
        "processor time of a booking",
        new Series(writes.stream().map(Turn::cpuMicros).toList()),
        "rates of the same",
        new Series(lookUps.stream().map(Turn::cpuMicros).toList()),
        "µs",
        Report.LESS_IS_BETTER);
    report.note("Durable path, bookings: " + Turn.describe(writes));
    report.note("Durable path, rates of the same: " + Turn.describe(lookUps));
  }
}
