package org.partnergateway.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.ledger.LedgerEvents;
import org.partnergateway.routes.store.Retention;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.kafka.KafkaBroker;
import org.partnergateway.tests.kafka.TopicReader;
import org.springframework.transaction.support.TransactionTemplate;

/** The event log on a topic of a real broker. */
class KafkaPublicationTest {
  @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();
  private static final String TOPIC = "org.partnergateway.events";
  private static EventGateway gateway;

  @BeforeAll
  static void start() {
    BROKER.createTopic(TOPIC, 6);
    gateway = new EventGateway(settings());
  }

  private static Map<String, String> settings() {
    return Map.of("gateway.events.kafka.bootstrap-servers", BROKER.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void everyEventComesAndThoseOfOneKeyInOrder() {
    Map<String, List<String>> expected = write(40, 25);

    List<ConsumerRecord<String, byte[]>> records = read(expected);

    assertThat(TopicReader.byKey(records)).containsAllEntriesOf(expected);
    assertThat(records)
        .as("nothing is sent twice while nothing fails")
        .extracting(TopicReader::eventId)
        .doesNotHaveDuplicates();
    Await.until("all is acknowledged", () -> gateway.meter("gateway.events.kafka.lag") == 0);
    assertThat(gateway.meter("gateway.events.kafka.delay")).isZero();
  }

  @Test
  void anEventIsTheCloudEventThatReadersGet() {
    String order = gateway.order();
    String end = gateway.end();
    List<String> ids = gateway.append(EventGateway.CREATED, order, 1);

    ConsumerRecord<String, byte[]> record =
        read(Map.of(order, ids)).stream()
            .filter(one -> one.key().equals(order))
            .findFirst()
            .orElseThrow();

    assertThat(TopicReader.header(record, "content-type"))
        .isEqualTo("application/cloudevents+json");
    JsonNode page = EventGateway.json(gateway.send(gateway.request("/v1/events?cursor=" + end)));
    assertThat(page.path("data")).contains(StrictJson.read(record.value()));
  }

  @Test
  void whileTheBrokerIsAwayEverythingElseGoesOnAndNothingIsLost() {
    Map<String, List<String>> before = write(5, 10);
    read(before);
    Map<String, List<String>> during;
    BROKER.stop();
    try {
      during = write(20, 20);
      assertThat(gateway.send(gateway.request("/v1/events")).statusCode()).isEqualTo(200);
      assertThat(gateway.meter("gateway.events.kafka.lag")).isGreaterThan(0);
    } finally {
      BROKER.start();
    }
    Map<String, List<String>> after = write(5, 10);

    Map<String, List<String>> all = new HashMap<>(before);
    all.putAll(during);
    all.putAll(after);
    assertThat(TopicReader.byKey(read(all))).containsAllEntriesOf(all);
    Await.until("all is acknowledged", () -> gateway.meter("gateway.events.kafka.lag") == 0);
  }

  @Test
  void ofTwoGatewaysOnePublishes() {
    try (EventGateway other = gateway.another(settings())) {
      Map<String, List<String>> written = write(10, 10);
      String order = gateway.order();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ids.addAll((i % 2 == 0 ? gateway : other).append(EventGateway.UPDATED, order, 1));
      }
      written.put(order, ids);

      List<ConsumerRecord<String, byte[]>> records = read(written);

      assertThat(TopicReader.byKey(records)).containsAllEntriesOf(written);
      assertThat(records)
          .filteredOn(record -> written.containsKey(record.key()))
          .extracting(TopicReader::eventId)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void anEventThatBreaksTheContractIsCountedAndPublishedAllTheSame() {
    double broken = gateway.meter("gateway.events.contract.violations");
    String order = gateway.order();
    String end = gateway.end();
    gateway
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            transaction ->
                gateway
                    .bean(LedgerEvents.class)
                    .append(
                        "order.created",
                        order,
                        order,
                        null,
                        StrictJson.nodes().objectNode().put("id", order)));
    List<String> ids = gateway.idsAfter(end);

    assertThat(ids).hasSize(1);
    assertThat(TopicReader.byKey(read(Map.of(order, ids)))).containsEntry(order, ids);
    assertThat(gateway.meter("gateway.events.contract.violations")).isEqualTo(broken + 1);
  }

  @Test
  void whatIsNotPublishedYetIsNotForgottenHoweverOld() {
    Map<String, List<String>> old;
    read(write(1, 1));
    Await.until("all is acknowledged", () -> gateway.meter("gateway.events.kafka.lag") == 0);
    BROKER.stop();
    try {
      old = write(3, 5);
      gateway.end();
      gateway
          .jdbc()
          .sql("update event_log set occurred_at = occurred_at - interval '100 days'")
          .update();
      gateway.bean(Retention.class).run();
      assertThat(gateway.jdbc().sql("select id from event_log").query(String.class).list())
          .as("what Kafka has is forgotten, the rest is not")
          .containsExactlyInAnyOrderElementsOf(
              old.values().stream().flatMap(List::stream).toList());
    } finally {
      BROKER.start();
    }
    assertThat(TopicReader.byKey(read(old))).containsAllEntriesOf(old);
    Await.until("all is acknowledged", () -> gateway.meter("gateway.events.kafka.lag") == 0);
    gateway.bean(Retention.class).run();
    assertThat(gateway.jdbc().sql("select id from event_log").query(String.class).list()).isEmpty();
  }

  /** Several orders' events, written at the same time; for each order in the order of commits. */
  private static Map<String, List<String>> write(int orders, int each) {
    Map<String, List<String>> written = Collections.synchronizedMap(new HashMap<>());
    List<Thread> writers =
        IntStream.range(0, orders)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              String order = gateway.order();
                              List<String> ids = new ArrayList<>();
                              for (int j = 0; j < each; j++) {
                                ids.addAll(gateway.append(EventGateway.UPDATED, order, 1));
                              }
                              written.put(order, ids);
                            }))
            .toList();
    writers.forEach(
        writer -> {
          try {
            writer.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(written).hasSize(orders);
    return written;
  }

  private static List<ConsumerRecord<String, byte[]>> read(Map<String, List<String>> written) {
    try (TopicReader reader = new TopicReader(BROKER, TOPIC)) {
      return reader.readUntil(written.values().stream().flatMap(List::stream).toList());
    }
  }
}
