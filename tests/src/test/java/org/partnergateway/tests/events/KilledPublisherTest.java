package org.partnergateway.tests.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.durability.Await;
import org.partnergateway.tests.durability.EmbeddedServer;
import org.partnergateway.tests.durability.GatewayProcess;
import org.partnergateway.tests.kafka.KafkaBroker;
import org.partnergateway.tests.kafka.TopicReader;

/** A gateway that is killed when Kafka has events that the checkpoint doesn't know of. */
class KilledPublisherTest {
  @RegisterExtension private static final KafkaBroker BROKER = new KafkaBroker();
  private static final String TOPIC = "published.before.death";
  private static final int EVENTS = 3000;
  private static final int KEYS = 7;

  private static final String APPEND =
      """
      insert into event_log (occurred_at, id, type, subject, partition_key, data)
      select now(), 'evt_' || i, 'counted', 'key_' || i %% %d, 'key_' || i %% %d, '{}'
      from generate_series(%d, %d) i
      """;

  @TempDir private Path directory;

  @Test
  void nothingIsMissingAndNothingIsOutOfOrder() throws Exception {
    BROKER.createTopic(TOPIC, 3);
    Map<String, String> settings =
        Map.of(
            "gateway.events.kafka.bootstrap-servers",
            BROKER.bootstrapServers(),
            "gateway.events.kafka.topic",
            TOPIC);
    try (TopicReader reader = new TopicReader(BROKER, TOPIC)) {
      GatewayProcess killed = GatewayProcess.start(directory, settings);
      EmbeddedServer store = EmbeddedServer.of(directory);
      append(store, 0, 0);
      Await.until(
          "the first is published",
          () -> store.ask("select number from event_publication").equals("1"));
      try (Connection connection = store.connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("lock table event_publication in share row exclusive mode");
        append(store, 1, EVENTS);
        reader.readUntil(List.of("evt_1"));
        killed.kill();
        // Else what it was waiting for would be done without it.
        store.list(
            "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'");
      }
      assertThat(store.ask("select number from event_publication")).isEqualTo("1");

      try (GatewayProcess next = GatewayProcess.start(directory, settings)) {
        List<ConsumerRecord<String, byte[]>> records =
            reader.readUntil(IntStream.rangeClosed(0, EVENTS).mapToObj(i -> "evt_" + i).toList());

        assertThat(TopicReader.byKey(records)).isEqualTo(expected());
        assertThat(repeated(records)).as("it had sent them before").contains("evt_1");
        Await.until(
            "the checkpoint is at the end",
            () ->
                EmbeddedServer.of(directory)
                    .ask("select number from event_publication")
                    .equals(Integer.toString(EVENTS + 1)));
        assertThat(next.stop()).isNotNegative();
      }
    }
  }

  private static void append(EmbeddedServer store, int first, int last) throws Exception {
    store.update(APPEND.formatted(KEYS, KEYS, first, last));
  }

  private static Map<String, List<String>> expected() {
    return IntStream.rangeClosed(0, EVENTS)
        .boxed()
        .collect(
            Collectors.groupingBy(
                i -> "key_" + i % KEYS, Collectors.mapping(i -> "evt_" + i, Collectors.toList())));
  }

  private static Set<String> repeated(List<ConsumerRecord<String, byte[]>> records) {
    Set<String> seen = new HashSet<>();
    return records.stream()
        .map(TopicReader::eventId)
        .filter(id -> !seen.add(id))
        .collect(Collectors.toSet());
  }
}
