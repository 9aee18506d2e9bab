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
import org.partnergateway.tests.benchmark.servers.EmbeddedDatabase;
import org.partnergateway.tests.benchmark.servers.Gateway;
import org.partnergateway.tests.benchmark.servers.KafkaServer;
import org.partnergateway.tests.benchmark.servers.Load;
import org.partnergateway.tests.benchmark.servers.Server;
import org.partnergateway.tests.benchmark.servers.Stub;

/**
 * Publication to Kafka: how fast a backlog goes, against the durable intake of the same gateway;
 * and how far it is behind while bookings come as fast as they can.
 */
public final class KafkaSection {
  private static final String TOPIC = "org.partnergateway.events";
  private static final int PARTITIONS = 6;
  private static final int CONNECTIONS = 32;
  private static final int BACKLOG = 50_000;

  /** Copies of a real event, of a thousand orders. */
  private static final String FILL =
      """
      insert into event_log (occurred_at, id, type, subject, partition_key, partner, data)
      select now(), 'evt_%s_' || i, e.type, e.subject, 'ord_' || i %% 1000, e.partner, e.data
      from (select * from event_log where type like '%%.shipment.updated.%%'
            order by position limit 1) e, generate_series(1, %d) i
      """;

  private KafkaSection() {}

  /**
   * Measures it.
   *
   * @param data where the gateway keeps its data; Kafka's is put beside it
   */
  public static void measure(Options options, Report report, Path data) throws IOException {
    System.out.println("Publication to Kafka");
    Path kafkaData = data.resolveSibling("kafka");
    try (KafkaServer kafka = KafkaServer.start(options.logs(), kafkaData, TOPIC, PARTITIONS);
        Stub stub = Stub.start(options.logs(), options.file("data/ups-rates.answer.json"));
        Load load = Load.start(options.logs());
        Server gateway = Gateway.startPublishing(options, data, stub.port(), kafka)) {
      EmbeddedDatabase database = EmbeddedDatabase.of(data);
      LoadRun intake = intake(options, gateway);
      LoadRun bookings = bookings(options, gateway);
      long warmUp = options.warmUpSeconds() * 500L;
      load.run(bookings.at("kafka-warm-up", gateway.port(), warmUp, 500));
      load.run(intake.at("evt_kafka_warm_up", gateway.port(), warmUp, 500));
      publish(database, "warm", BACKLOG / 5);

      List<Double> taken = new ArrayList<>();
      List<Double> published = new ArrayList<>();
      List<Double> booked = new ArrayList<>();
      long most = 0;
      Duration rest = Duration.ZERO;
      for (int round = 0; round < options.rounds(); round++) {
        String name = "evt_kafka_" + round;
        taken.add(run(load, intake.at(name, gateway.port(), 1_000, millis(options))));
        new InboxRows(database).awaitApplied();
        published.add(publish(database, Integer.toString(round), BACKLOG));
        EventLag lag = EventLag.watch(database);
        booked.add(
            run(load, bookings.at("kafka-" + round, gateway.port(), 1_000, millis(options))));
        most = Math.max(most, lag.most());
        Duration after = EventLag.awaitNone(database);
        rest = after.compareTo(rest) > 0 ? after : rest;
      }
      report.compare(
          "publication of a backlog",
          new Series(published),
          "intake, %d connections".formatted(CONNECTIONS),
          new Series(taken),
          "/s",
          "at least 1");
      report.add(
          "bookings while their events are published, %d connections".formatted(CONNECTIONS),
          Report.number(new Series(booked).median()) + " /s");
      report.note(
          "Kafka: at most %d events waited while bookings came as fast as they could; %d ms after the last booking none did"
              .formatted(most, rest.toMillis()));
    }
  }

  private static long millis(Options options) {
    return options.seconds() * 1_000L;
  }

  private static double run(Load load, LoadRun run) {
    LoadResult result = load.run(run);
    return result.perSecond();
  }

  /** Events a second, from the commit of all to the acknowledgement of the last. */
  private static double publish(EmbeddedDatabase database, String name, int events) {
    EventLag.awaitNone(database);
    database.execute(FILL.formatted(name, events));
    Duration took = EventLag.awaitNone(database);
    return events / (took.toNanos() / 1e9);
  }

  private static LoadRun intake(Options options, Server gateway) throws IOException {
    return new LoadRun(
        "evt_kafka",
        LoadRun.Kind.WEBHOOKS,
        gateway.port(),
        "/partners/stripe/webhooks",
        Files.readString(options.file("data/stripe.event.json")).strip(),
        CONNECTIONS,
        0,
        0);
  }

  private static LoadRun bookings(Options options, Server gateway) throws IOException {
    String rates = Files.readString(options.file("data/rates.request.json"));
    return new LoadRun(
        "kafka",
        LoadRun.Kind.WRITES,
        gateway.port(),
        "/v1/shipments",
        DurableSection.booking(rates),
        CONNECTIONS,
        0,
        0);
  }
}
