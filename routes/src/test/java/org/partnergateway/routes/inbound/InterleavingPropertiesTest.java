package org.partnergateway.routes.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.Change;
import org.partnergateway.routes.steps.DirectRoutes;
import org.partnergateway.routes.steps.Step;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.inbox.Errands;
import org.partnergateway.routes.store.inbox.InboundMessage;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxReader;
import org.partnergateway.routes.store.inbox.InboxStatus;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Messages about one order, its payment and its shipment: stored by several threads, some twice, in
 * any order, and applied by several workers at once. The end is that of the same messages one after
 * the other.
 */
class InterleavingPropertiesTest {
  private static final int STORING = 3;
  private static final int WORKERS = 3;
  private static final Instant BEGIN = Instant.parse("2026-11-23T01:00:00Z");

  private static StoreDatabase database;
  private static ExecutorService threads;

  @BeforeContainer
  static void start() {
    database = StoreDatabase.alone();
    // Two workers may lock the same entries the other way round; one is told soon, and begins
    // again.
    database.template().execute("alter system set deadlock_timeout = '20ms'");
    database.template().execute("select pg_reload_conf()");
    threads = Executors.newFixedThreadPool(STORING + WORKERS);
  }

  @AfterContainer
  static void stop() {
    threads.shutdownNow();
    database.close();
  }

  /** What the messages of one try are about. */
  private record Subjects(String order, String payment, String shipment) {}

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void manyAtOnceEndAsOneAfterTheOther(@ForAll Random random) throws Exception {
    LedgerOfTest test = new LedgerOfTest(database);
    Subjects alone = subjects(test);
    Subjects together = subjects(test);
    List<ObjectNode> told = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      told.add(change(random));
    }
    for (ObjectNode one : told) {
      for (Change change : changes(one, alone)) {
        test.inTransaction(() -> test.writer.hear("amazon", change, test.clock.instant()));
      }
    }

    List<Integer> arrivals = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      arrivals.add(i);
    }
    arrivals.addAll(List.copyOf(arrivals).subList(0, random.nextInt(told.size())));
    Collections.shuffle(arrivals, random);
    run(test, arrivals, told, together);

    assertThat(end(test, together)).isEqualTo(end(test, alone));
  }

  private static Subjects subjects(LedgerOfTest test) {
    String order = test.ids.next("amz");
    String payment = test.payment();
    ObjectNode shipment =
        StrictJson.nodes().objectNode().put("id", test.ids.next("shp")).put("status", "purchased");
    shipment.put("direction", "outbound").put("carrier", "ups").put("service", "ups_ground");
    ObjectNode address = StrictJson.nodes().objectNode().put("name", "Ada").put("country", "US");
    address.put("locality", "Oakland").put("region", "CA").put("postal_code", "94607");
    address.putArray("lines").add("1 Main Street");
    shipment.set("ship_from", address);
    shipment.set("ship_to", address);
    shipment.putArray("parcels").addObject().putObject("weight").put("value", 1).put("unit", "kg");
    test.inTransaction(() -> test.writer.create("shipment", "amazon", shipment, BEGIN));
    return new Subjects(order, payment, shipment.path("id").asText());
  }

  /** As a mapping gives it, but for which of the things it is about. */
  private static ObjectNode change(Random random) {
    ObjectNode change = StrictJson.nodes().objectNode();
    change.put("occurred_at", BEGIN.plusSeconds(random.nextInt(10)).toString());
    ObjectNode set = change.putObject("set");
    switch (random.nextInt(3)) {
      case 0 -> {
        change.put("kind", "order");
        order(set, random);
      }
      case 1 -> {
        change.put("kind", "payment");
        set.put(
            "status", oneOf(random, "authorized", "failed", "captured", "canceled", "processing"));
        set.putObject("captured_amount").put("amount", random.nextInt(9)).put("currency", "USD");
      }
      default -> {
        change.put("kind", "shipment");
        ObjectNode event = change.putArray("tracking_events").addObject();
        event.put("type", oneOf(random, "in_transit", "delayed", "delivered", "returning"));
        event.put("occurred_at", change.path("occurred_at").asText());
      }
    }
    return change;
  }

  private static void order(ObjectNode set, Random random) {
    set.put("status", oneOf(random, "created", "confirmed", "processing", "shipped", "canceled"));
    set.put("placed_at", "2026-11-23T00:30:00Z");
    if (random.nextBoolean()) {
      set.put("shipping_method", oneOf(random, "Standard", "Expedited"));
    }
    ArrayNode lines = set.putArray("line_items");
    for (int id = 1; id <= 1 + random.nextInt(2); id++) {
      ObjectNode line = lines.addObject().put("id", Integer.toString(id));
      line.putObject("quantity").put("ordered", 3).put("fulfilled", random.nextInt(4));
    }
  }

  private static String oneOf(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  private static List<Change> changes(JsonNode told, Subjects about) {
    ObjectNode change = told.deepCopy();
    switch (change.path("kind").asText()) {
      case "order" -> {
        change.put("reference", about.order);
        ObjectNode reference =
            ((ObjectNode) change.path("set")).putArray("partner_refs").addObject();
        reference.put("type", "order_id").put("value", about.order);
      }
      case "payment" -> change.put("id", about.payment);
      default -> change.put("id", about.shipment);
    }
    ObjectNode output = StrictJson.nodes().objectNode();
    output.putArray("changes").add(change);
    return Change.readAll(output);
  }

  private static void run(
      LedgerOfTest test, List<Integer> arrivals, List<ObjectNode> told, Subjects about)
      throws Exception {
    InboxWork work = new InboxWork(database.template(), test.clock);
    Step apply =
        new ApplyChangesStep(
                test.writer,
                new Errands(JdbcClient.create(database.template()), test.clock),
                test.transactions)
            .create(List.of());
    try (DefaultCamelContext camel = new DefaultCamelContext();
        Inbox inbox = new Inbox(database.template(), test.transactions, test.clock)) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:inbound/amazon/test")
                  .process(
                      exchange -> {
                        InboundChanges delivery =
                            exchange.getMessage().getBody(InboundChanges.class);
                        JsonNode body = StrictJson.read(delivery.item().message().body());
                        delivery.changes(changes(body, about));
                        apply.process(exchange);
                      });
            }
          });
      camel.start();
      RetrySchedule schedule = new RetrySchedule(Duration.ofHours(1));
      InboxWorker worker =
          new InboxWorker(
              work,
              new InboxDelivery(new DirectRoutes(camel), schedule, test.clock),
              schedule,
              test.transactions,
              test.clock);
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int part = 0; part < STORING; part++) {
        int first = part;
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = first; i < arrivals.size(); i += STORING) {
                    int number = arrivals.get(i);
                    inbox.store(message(test, about, number, told.get(number))).join();
                  }
                },
                threads));
      }
      for (int i = 0; i < WORKERS; i++) {
        running.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int turn = 0; turn < 5; turn++) {
                    worker.applyAll();
                  }
                },
                threads));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      applyTheRest(test, worker);
    }
  }

  /** Also what had to be put off. */
  private static void applyTheRest(LedgerOfTest test, InboxWorker worker) {
    InboxReader reader = new InboxReader(database.client());
    for (int i = 0; i < 20; i++) {
      worker.applyAll();
      Map<InboxStatus, Long> left = reader.countUnapplied();
      if (left.isEmpty()) {
        return;
      }
      assertThat(left).doesNotContainKey(InboxStatus.FAILED);
      test.clock.forward(Duration.ofMinutes(1));
    }
    throw new AssertionError("not applied: " + reader.countUnapplied());
  }

  private static InboundMessage message(
      LedgerOfTest test, Subjects about, int number, ObjectNode change) {
    return new InboundMessage(
        "amazon",
        "test",
        about.order + "/" + number,
        StrictJson.nodes().objectNode(),
        StrictJson.write(change),
        test.clock.instant());
  }

  /** What the ledger holds of all three in the end. */
  private static Map<String, JsonNode> end(LedgerOfTest test, Subjects about) {
    Map<String, JsonNode> end = new TreeMap<>();
    test.ledger
        .findByReference("order", "amazon", about.order)
        .ifPresent(
            order -> {
              ObjectNode content = LedgerOfTest.content((ObjectNode) order.document());
              content.remove("partner_refs");
              end.put("order", content);
            });
    end.put("payment", LedgerOfTest.content(test.document("payment", about.payment)));
    end.put("shipment", LedgerOfTest.content(test.document("shipment", about.shipment)));
    return end;
  }
}
