package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.messaging.KafkaConsumers;
import org.partnergateway.adapters.messaging.KafkaSource;
import org.partnergateway.adapters.messaging.MessageSource;
import org.partnergateway.adapters.messaging.ReadMessage;
import org.partnergateway.adapters.messaging.SqsCalls;
import org.partnergateway.adapters.messaging.SqsSource;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.sources.SourceIntake;
import org.partnergateway.routes.sources.SourceReader;
import org.partnergateway.routes.store.inbox.Inbox;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.tests.kafka.KafkaBroker;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages from a real queue server and a real broker: kept, applied, and only then gone there. */
class QueuesAndStreamsTest {
  private static final String TOKEN = "canary-token-2c77e0";
  private static final String TOPIC = "dhl-express.tracking";

  @TempDir static Path directory;
  private static QueueServer queues;
  private static KafkaBroker broker;
  private static KafkaProducer<String, byte[]> producer;
  private static String queue;
  private static Sandbox sandbox;
  private static Api api;
  private static Store store;

  @BeforeAll
  static void start() {
    queues = new QueueServer();
    queue = queues.create("notifications");
    broker = new KafkaBroker();
    broker.start();
    broker.createTopic(TOPIC, 2);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    sandbox =
        Sandbox.start(
            SandboxOptions.quiet(directory.resolve("data"))
                .with("gateway.api.clients.sandbox.token", TOKEN)
                .with("gateway.partners.amazon.poll-every", "1h")
                .with("gateway.partners.amazon.settings.notification_queue_url", queue)
                .with("gateway.partners.amazon.credentials.aws_access_key_id", "AKIASANDBOX")
                .with("gateway.partners.amazon.credentials.aws_secret_access_key", "sandbox")
                .with(
                    "gateway.partners.dhl-express.settings.tracking_servers",
                    broker.bootstrapServers())
                .with("gateway.partners.dhl-express.settings.tracking_security", "PLAINTEXT"));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
    store = new Store(sandbox.gateway());
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    producer.close();
    broker.close();
    queues.close();
  }

  private static String notification(String order, String id) {
    ObjectNode body = Bodies.object().put("NotificationType", "ORDER_CHANGE");
    body.put("EventTime", "2026-11-26T02:00:00Z");
    body.putObject("Payload").putObject("OrderChangeNotification").put("AmazonOrderId", order);
    body.putObject("NotificationMetadata").put("NotificationId", id);
    return body.toString();
  }

  private static void empty(String address) {
    Await.until("the queue is empty", () -> queues.size(address), size -> size == 0);
  }

  private static List<JsonNode> messages(String partner, String status) {
    return api.all("/v1/messages?partner=%s&status=%s".formatted(partner, status));
  }

  @Test
  void an_order_change_in_the_queue_brings_the_order_into_the_ledger_once() {
    Await.until(
        "the first poll is over",
        () -> sandbox.gateway().getBean(PartnerRegistry.class).find("amazon"),
        Objects::nonNull);
    String number = sandbox.partners().orders().place();
    String id = RunningSandbox.fresh("notification");

    queues.send(queue, notification(number, id));
    queues.send(queue, notification(number, id));

    JsonNode order =
        Await.until(
            "the order is there",
            () ->
                api.all("/v1/orders?partner=amazon").stream()
                    .filter(one -> one.path("order_number").asText().equals(number))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
    assertThat(order.path("status").asText()).isEqualTo("confirmed");
    empty(queue);
    assertThat(store.storedUnder(id)).isEqualTo(1);
  }

  @Test
  void what_is_broken_in_the_queue_is_shown_and_the_rest_goes_on() {
    String id = RunningSandbox.fresh("notification");
    String broken = "{not json " + id;
    String unknown =
        Bodies.object().put("NotificationType", "PRICING_HEALTH").put("x", id).toString();
    queues.send(queue, broken);
    queues.send(queue, unknown);
    queues.send(queue, notification("no order number", id));
    String number = sandbox.partners().orders().place();
    String good = RunningSandbox.fresh("notification");
    queues.send(queue, notification(number, good));

    Await.until("the good one is kept", () -> store.storedUnder(good), n -> n == 1);
    empty(queue);
    assertThat(store.fates(broken.getBytes(StandardCharsets.UTF_8))).containsExactly("failed");
    assertThat(store.fates(unknown.getBytes(StandardCharsets.UTF_8))).containsExactly("failed");
    assertThat(messages("amazon", "failed"))
        .anySatisfy(message -> assertThat(message.path("reason").asText()).contains("read as JSON"))
        .anySatisfy(
            message ->
                assertThat(message.path("reason").asText()).contains("none of the messages"));
    assertThat(messages("amazon", "contract_violation"))
        .anySatisfy(
            message -> assertThat(message.path("reason").asText()).contains("AmazonOrderId"));
    Await.until(
        "the good one is applied",
        () -> api.all("/v1/orders?partner=amazon"),
        all -> all.stream().anyMatch(one -> one.path("order_number").asText().equals(number)));
  }

  @Test
  void an_order_that_nobody_has_makes_the_message_that_told_of_it_failed() {
    String id = RunningSandbox.fresh("notification");

    queues.send(queue, notification("902-0000000-9999999", id));

    JsonNode failed =
        Await.until(
            "it is given up",
            () ->
                messages("amazon", "failed").stream()
                    .filter(one -> one.path("reason").asText().contains("can't be fetched"))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
    assertThat(failed.path("message_id").asText()).isEqualTo(id);
  }

  @Test
  void a_process_that_dies_before_it_deletes_leaves_one_message_in_the_inbox() throws Exception {
    String own = queues.create("crash");
    String id = RunningSandbox.fresh("notification");
    queues.send(own, notification(sandbox.partners().orders().place(), id));
    try (MessageSource dying = sqs(own)) {
      List<ReadMessage> received = dying.receive(Duration.ofSeconds(5));
      assertThat(received).hasSize(1);
      intake("amazon", "order-change").keep(received);
      // Here it dies; the queue gives it to another when its time is up.
      dying.giveBack(received);
    }
    assertThat(queues.size(own)).isEqualTo(1);

    read("amazon/crash", () -> sqs(own), "order-change", () -> empty(own));

    assertThat(store.storedUnder(id)).isEqualTo(1);
  }

  @Test
  void a_source_that_is_away_is_read_once_it_is_back() {
    String own = "http://127.0.0.1:1/000000000000/away";
    SourceReader reader =
        new SourceReader(
            "amazon/away",
            () -> sqs(own),
            intake("amazon", "order-change"),
            sandbox.gateway().getBean(InboxWorker.class));
    reader.start();
    Await.until("it is noticed", reader::isAway, away -> away);
    reader.close();
  }

  private static MessageSource sqs(String address) {
    return new SqsSource(new SqsCalls(URI.create(address), "us-east-1", "AKIASANDBOX", "sandbox"));
  }

  private static MessageSource kafka(String topic, String group) {
    return new KafkaSource(
        topic, KafkaConsumers.of(broker.bootstrapServers(), group, "PLAINTEXT", "", ""));
  }

  private static void read(
      String name,
      java.util.function.Supplier<MessageSource> source,
      String message,
      Runnable until) {
    try (SourceReader reader =
        new SourceReader(
            name,
            source,
            intake(name.substring(0, name.indexOf('/')), message),
            sandbox.gateway().getBean(InboxWorker.class))) {
      reader.start();
      until.run();
    }
  }

  private static SourceIntake intake(String partner, String message) {
    ApplicationContext gateway = sandbox.gateway();
    Partner known = gateway.getBean(PartnerRegistry.class).get(partner);
    MessageDefinition.Read read =
        Objects.requireNonNull(known.definition().messages().get(message)).read();
    return new SourceIntake(
        partner,
        "test",
        List.of(
            new SourceIntake.Kind(
                message,
                Objects.requireNonNull(read),
                gateway
                    .getBean(Definitions.class)
                    .contracts()
                    .events(partner, Objects.requireNonNull(read).contract()))),
        known.definition().cards(),
        gateway.getBean(Inbox.class),
        gateway.getBean(InboxWork.class),
        gateway.getBean(TransactionTemplate.class),
        gateway.getBean(MeterRegistry.class),
        InstantSource.system());
  }

  private static String booked() {
    ObjectNode body = Bodies.booking(RunningSandbox.fresh("Reader"));
    body.put("carrier", "dhl-express").put("service", "economy_select_eu");
    body.putObject("label").put("format", "pdf");
    ObjectNode from = body.putObject("ship_from");
    from.put("name", "Lager").put("company", "Lager GmbH").put("locality", "Hamburg");
    from.put("postal_code", "20095").put("country", "DE").put("phone", "+49401234567");
    from.putArray("lines").add("Hafenstrasse 1");
    ObjectNode to = body.putObject("ship_to");
    to.put("name", RunningSandbox.fresh("Reader")).put("locality", "Paris");
    to.put("postal_code", "75001").put("country", "FR").put("phone", "+33140000000");
    to.putArray("lines").add("Rue de Rivoli 1");
    return api.post("/v1/shipments", RunningSandbox.fresh("book"), body).expect(201).id();
  }

  private static byte[] scan(String number, String code, String time) {
    ObjectNode scan = Bodies.object().put("shipmentTrackingNumber", number);
    ObjectNode event = scan.putObject("event").put("date", "2026-11-26").put("time", time);
    event.put("typeCode", code).put("GMTOffset", "+01:00").put("description", "Scanned");
    return scan.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void publish(String topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
  }

  @Test
  void a_scan_on_the_stream_is_a_tracking_event_once_and_what_is_broken_holds_up_nothing()
      throws Exception {
    String shipment = booked();
    String number = api.get("/v1/shipments/" + shipment).path("tracking_number").asText();
    byte[] broken =
        ("{\"shipmentTrackingNumber\": \"" + number + "\"").getBytes(StandardCharsets.UTF_8);
    byte[] wrong = scan(number, "PU", "noon");
    publish(TOPIC, number, broken);
    publish(TOPIC, number, wrong);
    publish(TOPIC, number, scan(number, "PU", "10:00:00"));
    publish(TOPIC, number, scan(number, "PU", "10:00:00"));
    publish(TOPIC, number, scan(number, "WC", "12:00:00"));

    Await.until(
        "both scans are there",
        () -> api.get("/v1/shipments/" + shipment).path("tracking_status").asText(),
        "out_for_delivery"::equals);
    assertThat(api.all("/v1/shipments/" + shipment + "/tracking")).hasSize(2);
    assertThat(store.fates(broken)).containsExactly("failed");
    assertThat(store.fates(wrong)).containsExactly("contract_violation");
    Await.until(
        "all offsets are committed", () -> committed(TOPIC, "partner-gateway"), sum -> sum >= 5);
  }

  private static long committed(String topic, String group) {
    try (Admin admin = broker.admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.entrySet().stream()
          .filter(one -> one.getKey().topic().equals(topic) && one.getValue() != null)
          .mapToLong(one -> one.getValue().offset())
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_process_that_dies_before_it_commits_its_offset_leaves_one_message_in_the_inbox()
      throws Exception {
    String topic = "crash";
    broker.createTopic(topic, 1);
    byte[] scan = scan("9999999999", "PU", "09:00:00");
    publish(topic, "9999999999", scan);
    try (MessageSource dying = kafka(topic, "crash")) {
      List<ReadMessage> received =
          Await.until("it is received", () -> receive(dying), all -> !all.isEmpty());
      intake("dhl-express", "tracking").keep(received);
    }
    assertThat(committed(topic, "crash")).isZero();

    read(
        "dhl-express/crash",
        () -> kafka(topic, "crash"),
        "tracking",
        () -> Await.until("it is committed", () -> committed(topic, "crash"), n -> n == 1));

    assertThat(store.stored(scan)).isEqualTo(1);
  }

  private static List<ReadMessage> receive(MessageSource source) {
    try {
      return source.receive(Duration.ofSeconds(1));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
