package org.partnergateway.adapters.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A topic of Kafka, read in a group that replicas share the partitions in. Only what was committed
 * by its producer is read, and offsets are committed by {@link #acknowledge} alone.
 */
public final class KafkaSource implements MessageSource {
  private static final byte[] NOTHING = new byte[0];
  private static final Duration COMMITTED_WITHIN = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;

  /**
   * @param topic that the consumer is to read
   * @param consumer that commits nothing by itself
   */
  public KafkaSource(String topic, Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public List<ReadMessage> receive(Duration wait) throws SourceAwayException, InterruptedException {
    try {
      List<ReadMessage> messages = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(wait)) {
        messages.add(
            new ReadMessage(
                "%s/%d/%d".formatted(message.topic(), message.partition(), message.offset()),
                message.value() == null ? NOTHING : message.value()));
      }
      return messages;
    } catch (WakeupException e) {
      return List.of();
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new SourceAwayException("The topic can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void acknowledge(List<ReadMessage> messages)
      throws SourceAwayException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (ReadMessage message : messages) {
      Place place = Place.of(message);
      OffsetAndMetadata after = new OffsetAndMetadata(place.offset() + 1);
      next.merge(place.partition(), after, (a, b) -> a.offset() > b.offset() ? a : b);
    }
    try {
      consumer.commitSync(next, COMMITTED_WITHIN);
    } catch (WakeupException e) {
      throw new SourceAwayException("The source is being closed.", e);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw new SourceAwayException("The offsets can't be committed: " + e.getMessage(), e);
    }
  }

  @Override
  public void giveBack(List<ReadMessage> messages) {
    Map<TopicPartition, Long> first = new HashMap<>();
    for (ReadMessage message : messages) {
      Place place = Place.of(message);
      first.merge(place.partition(), place.offset(), Math::min);
    }
    first.forEach(
        (partition, offset) -> {
          if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
          }
        });
  }

  private static InterruptedException interrupted(InterruptException cause) {
    InterruptedException e = new InterruptedException("told to stop");
    e.initCause(cause);
    return e;
  }

  /** Where a message stood. */
  private record Place(TopicPartition partition, long offset) {
    static Place of(ReadMessage message) {
      String[] parts = message.receipt().split("/", 3);
      return new Place(
          new TopicPartition(parts[0], Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
    }
  }

  /** Leaves the group; only by the thread that reads. */
  @Override
  public void close() {
    // Told to stop, it still leaves its group, so that others need not wait for it.
    boolean interrupted = Thread.interrupted();
    consumer.close(COMMITTED_WITHIN.dividedBy(2));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
