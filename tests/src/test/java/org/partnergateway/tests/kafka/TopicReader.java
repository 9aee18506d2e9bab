package org.partnergateway.tests.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.partnergateway.contracts.json.StrictJson;

/** Reads all that a topic has, from its beginning; it belongs to no group. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

  public TopicReader(KafkaBroker broker, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(one -> new TopicPartition(topic, one.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Everything up to now, in the order of each partition, once all of these events have come.
   *
   * @throws AssertionError when one of them doesn't
   */
  public List<ConsumerRecord<String, byte[]>> readUntil(List<String> eventIds) {
    LinkedHashSet<String> missing = new LinkedHashSet<>(eventIds);
    read.forEach(record -> missing.remove(eventId(record)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!missing.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "%d of %d events have not come, %s among them"
                .formatted(missing.size(), eventIds.size(), missing.getFirst()));
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        read.add(record);
        missing.remove(eventId(record));
      }
    }
    return List.copyOf(read);
  }

  /** The ids of each key's events in the order in which they first came. */
  public static Map<String, List<String>> byKey(List<ConsumerRecord<String, byte[]>> records) {
    Map<String, LinkedHashSet<String>> keys = new LinkedHashMap<>();
    records.forEach(
        record ->
            keys.computeIfAbsent(record.key(), key -> new LinkedHashSet<>()).add(eventId(record)));
    Map<String, List<String>> lists = new LinkedHashMap<>();
    keys.forEach((key, ids) -> lists.put(key, List.copyOf(ids)));
    return lists;
  }

  public static String eventId(ConsumerRecord<String, byte[]> record) {
    return StrictJson.read(record.value()).path("id").asText();
  }

  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
