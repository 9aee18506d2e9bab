package org.partnergateway.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.routes.definitions.Repository;
import org.partnergateway.routes.events.EventCheck;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;

/** The ledger as news changes it, on the real store. */
class LedgerWriterTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private static final DocumentSchemas SCHEMAS =
      new DocumentSchemas(new SchemaLibrary(Repository.tree()));
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final String CARRIER = "ups";
  private static final String MARKETPLACE = "amazon";
  private static final String DELIVERED = "delivered";

  private final SettableClock clock = new SettableClock("2026-11-23T02:00:00Z");
  private final Ids ids = new Ids(clock);
  private final Ledger ledger = new Ledger(DATABASE.client(), clock);
  private final LedgerWriter writer = writer();

  private LedgerWriter writer() {
    StatusRules rules = Statuses.rules();
    LedgerEvents events =
        new LedgerEvents(
            new EventLog(DATABASE.template()),
            ids,
            clock,
            new EventCheck(Repository.definitions().events(), new SimpleMeterRegistry()));
    TrackingEvents tracking = new TrackingEvents(DATABASE.template());
    return new LedgerWriter(
        ledger,
        events,
        new DocumentMerge(rules),
        SCHEMAS,
        new TrackingWriter(tracking, events, ledger, rules),
        ids,
        clock);
  }

  @BeforeEach
  void forgetEvents() {
    DATABASE.client().sql("delete from event_log").update();
  }

  /** A journey, an event a minute, and what the shipment's tracking status is at its end. */
  private static final List<List<String>> JOURNEYS =
      List.of(
          List.of("pending", "picked_up", "in_transit", "out_for_delivery", DELIVERED),
          List.of("in_transit", "delayed", "in_transit", "failed_attempt", "ready_for_pickup"),
          List.of("in_transit", "unknown", "out_for_delivery", "unknown"),
          List.of(
              "picked_up", "canceled", "in_transit", DELIVERED, "returning", "returned_to_sender"));

  private static final List<String> ENDS =
      List.of(DELIVERED, "ready_for_pickup", "out_for_delivery", "returned_to_sender");

  @RepeatedTest(40)
  void trackingEndsTheSameInWhateverOrderAndHoweverOftenItIsTold(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int journey = random.nextInt(JOURNEYS.size());
    List<ObjectNode> told = new ArrayList<>();
    for (String type : JOURNEYS.get(journey)) {
      told.add(event(type, told.size()));
    }
    told.addAll(told.subList(0, random.nextInt(told.size())));
    Collections.shuffle(told, random);
    String shipment = shipment(null);

    ObjectNode end = document("shipment", shipment);
    while (!told.isEmpty()) {
      List<ObjectNode> together = told.subList(0, 1 + random.nextInt(told.size()));
      end = apply(CARRIER, tracked(shipment, List.copyOf(together)));
      together.clear();
    }

    assertThat(end.path("tracking_status").asText()).isEqualTo(ENDS.get(journey));
    assertThat(events("tracking.updated")).hasSize(JOURNEYS.get(journey).size());
  }

  @Test
  void anEventWithoutATimeHappenedWhenItWasHeard() {
    String shipment = shipment(null);
    ObjectNode event = object("{\"type\": \"in_transit\"}");

    apply(CARRIER, tracked(shipment, List.of(event)));

    assertThat(events("tracking.updated"))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.path("occurred_at").asText()).isEqualTo("2026-11-23T02:00:00Z");
              assertThat(told.path("shipment_id").asText()).isEqualTo(shipment);
              assertThat(told.path("id").asText()).isNotEmpty();
            });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"shipped, then delivered", "delivered, then shipped"})
  void anOrderIsCompletedWhenItIsShippedAndAllOfItDelivered(String sequence) {
    String order = order();
    String first = shipment(order);
    String second = shipment(order);
    String voided = shipment(order);
    apply(CARRIER, Change.of("shipment", voided, object("{\"status\": \"voided\"}")));
    Runnable ship = () -> apply(MARKETPLACE, status("order", order, "shipped"));
    Runnable deliver =
        () -> {
          apply(CARRIER, delivered(first));
          assertThat(statusOf(order)).isNotEqualTo("completed");
          apply(CARRIER, delivered(second));
        };

    if (sequence.startsWith("shipped")) {
      ship.run();
      deliver.run();
    } else {
      deliver.run();
      assertThat(statusOf(order)).isEqualTo("confirmed");
      ship.run();
    }

    assertThat(statusOf(order)).isEqualTo("completed");
    assertThat(events("order.updated"))
        .extracting(told -> told.path("status").asText())
        .containsExactly("shipped", "completed");
  }

  @Test
  void anOrderWithoutAPurchasedShipmentIsNotCompleted() {
    String order = order();

    apply(MARKETPLACE, status("order", order, "shipped"));

    assertThat(statusOf(order)).isEqualTo("shipped");
  }

  @Test
  void twoDeliveriesAtATimeCompleteTheOrder() throws Exception {
    String order = order();
    String first = shipment(order);
    String second = shipment(order);
    apply(MARKETPLACE, status("order", order, "shipped"));
    CountDownLatch applied = new CountDownLatch(1);
    CountDownLatch otherWaitsOrIsDone = new CountDownLatch(1);

    CompletableFuture<Void> one =
        CompletableFuture.runAsync(
            () ->
                DATABASE
                    .transactions()
                    .executeWithoutResult(
                        transaction -> {
                          writer.apply(CARRIER, delivered(first), clock.instant());
                          applied.countDown();
                          await(otherWaitsOrIsDone);
                        }),
            THREADS);
    await(applied);
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> apply(CARRIER, delivered(second)), THREADS);
    while (!other.isDone() && !somebodyWaitsForALock()) {
      Thread.onSpinWait();
    }
    otherWaitsOrIsDone.countDown();
    CompletableFuture.allOf(one, other).get(30, TimeUnit.SECONDS);

    assertThat(statusOf(order)).isEqualTo("completed");
  }

  @Test
  void newsOfWhatTheLedgerDoesNotHaveIsKeptForLater() {
    assertThatThrownBy(
            () ->
                apply(
                    "stripe",
                    new Change(
                        "payment",
                        null,
                        "pi_1",
                        null,
                        object("{\"status\": \"captured\"}"),
                        List.of())))
        .isInstanceOf(UnmatchedException.class)
        .hasMessage("the ledger has no payment that stripe calls 'pi_1'");
    assertThat(events("payment.created")).isEmpty();
  }

  @Test
  void whatWouldBreakTheContractChangesNothing() {
    String shipment = shipment(null);

    assertThatThrownBy(
            () ->
                apply(CARRIER, Change.of("shipment", shipment, object("{\"colour\": \"brown\"}"))))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("colour");
    assertThat(document("shipment", shipment).has("colour")).isFalse();
    assertThat(events("shipment.updated")).isEmpty();
  }

  @Test
  void anOrderIsOfTheAccountThatTellsOfItWhosesoeverMappingReadsIt() {
    ObjectNode set =
        object(
            """
            {"partner": "amazon", "status": "created", "placed_at": "2026-11-23T01:00:00Z",
             "line_items": [{"id": "1", "quantity": {"ordered": 1}}]}\
            """);
    set.putArray("partner_refs").addObject().put("type", "order_id").put("value", "902-west");

    ObjectNode told =
        hear("amazon-west", new Change("order", null, "902-west", null, set, List.of()));

    assertThat(told.path("partner").asText()).isEqualTo("amazon-west");
    assertThat(ledger.findByReference("order", "amazon-west", "902-west")).isPresent();
    assertThat(ledger.findByReference("order", "amazon", "902-west")).isEmpty();
  }

  @Test
  void whatChangesNothingIsNoEvent() {
    String order = order();
    long version = document("order", order).path("version").asLong();

    apply(MARKETPLACE, status("order", order, "confirmed"));
    apply(MARKETPLACE, status("order", order, "created"));

    assertThat(events("order.updated")).isEmpty();
    assertThat(document("order", order).path("version").asLong()).isEqualTo(version);
  }

  @Test
  void refundsThatMessagesTellAddUpOnTheirPayment() {
    String payment = payment();
    String first = refund(payment, 1000);
    String second = refund(payment, 300);
    refund(payment, 200);

    hear("payments", refunded(first));
    hear("payments", refunded(second));
    hear("payments", refunded(first));

    assertThat(document("payment", payment).at("/refunded_amount/amount").asLong()).isEqualTo(1300);
    assertThat(events("payment.updated")).hasSize(2);
  }

  private Change refunded(String refund) {
    return Change.of("refund", refund, object("{\"status\": \"succeeded\"}"));
  }

  private ObjectNode hear(String partner, Change change) {
    return inTransaction(() -> writer.hear(partner, change, clock.instant()));
  }

  private String payment() {
    String id = ids.next("pay");
    ObjectNode payment =
        object(
            """
            {"status": "captured", "partner": "payments", "amount": {"amount": 2500, "currency": "USD"},
             "captured_amount": {"amount": 2500, "currency": "USD"}}\
            """);
    payment.put("id", id).put("order_id", order());
    inTransaction(() -> writer.create("payment", "payments", payment, clock.instant()));
    return id;
  }

  private String refund(String payment, long amount) {
    String id = ids.next("ref");
    ObjectNode refund = object("{\"status\": \"pending\", \"partner\": \"payments\"}");
    refund.put("id", id).put("payment_id", payment);
    refund.set("order_id", document("payment", payment).get("order_id"));
    refund.putObject("amount").put("amount", amount).put("currency", "USD");
    inTransaction(() -> writer.create("refund", "payments", refund, clock.instant()));
    return id;
  }

  private ObjectNode apply(String partner, Change change) {
    return inTransaction(() -> writer.apply(partner, change, clock.instant()));
  }

  private static <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(DATABASE.transactions().execute(transaction -> work.get()));
  }

  private String order() {
    String id = ids.next("ord");
    ObjectNode order =
        object(
            """
            {"status": "confirmed", "placed_at": "2026-11-23T01:00:00Z",
             "line_items": [{"id": "1", "quantity": {"ordered": 1}}]}\
            """);
    order.put("id", id).put("partner", MARKETPLACE);
    order.putArray("partner_refs").addObject().put("type", "order_id").put("value", id);
    inTransaction(() -> writer.create("order", MARKETPLACE, order, clock.instant()));
    return id;
  }

  private String shipment(@Nullable String order) {
    String id = ids.next("shp");
    ObjectNode shipment =
        object(
            """
            {"status": "purchased", "direction": "outbound", "carrier": "ups", "service": "ups_ground",
             "parcels": [{"weight": {"value": 1, "unit": "kg"}}]}\
            """);
    shipment.put("id", id);
    if (order != null) {
      shipment.put("order_id", order);
    }
    JsonNode address =
        object(
            """
            {"name": "Ada", "lines": ["1 Main Street"], "locality": "Oakland", "region": "CA",
             "postal_code": "94607", "country": "US"}\
            """);
    shipment.set("ship_from", address);
    shipment.set("ship_to", address);
    inTransaction(() -> writer.create("shipment", CARRIER, shipment, clock.instant()));
    return id;
  }

  private static ObjectNode event(String type, int minute) {
    Instant at = Instant.parse("2026-11-23T03:00:00Z").plusSeconds(60L * minute);
    return object("{}").put("type", type).put("occurred_at", at.toString());
  }

  private static Change delivered(String shipment) {
    return tracked(shipment, List.of(event(DELIVERED, 0)));
  }

  private static Change tracked(String shipment, List<ObjectNode> events) {
    return new Change("shipment", shipment, null, null, object("{}"), events);
  }

  private static Change status(String kind, String id, String status) {
    return Change.of(kind, id, object("{}").put("status", status));
  }

  private String statusOf(String order) {
    return document("order", order).path("status").asText();
  }

  private ObjectNode document(String kind, String id) {
    return (ObjectNode) ledger.find(kind, id).orElseThrow().document();
  }

  /** What events of a kind told, in order. */
  private static List<JsonNode> events(String what) {
    return DATABASE
        .client()
        .sql("select data from event_log where type = ? order by position")
        .param("org.partnergateway." + what + ".v1")
        .query(String.class)
        .list()
        .stream()
        .<JsonNode>map(LedgerWriterTest::object)
        .toList();
  }

  private static boolean somebodyWaitsForALock() {
    return DATABASE
            .client()
            .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
            .query(Integer.class)
            .single()
        > 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
