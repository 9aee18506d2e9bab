package org.partnergateway.routes.events.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.events.Publication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Publishes the event log to a topic, for as long as all goes well and the gateway runs; one at a
 * time in a cluster. When something fails it ends, and the next run begins anew at the checkpoint.
 */
public final class KafkaPublisher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  private final KafkaSettings settings;
  private final EventReader events;
  private final EventBell bell;
  private final Publication publication;
  private final Counter published;
  private final Counter failures;
  private final Counter forgotten;

  public KafkaPublisher(
      KafkaSettings settings,
      EventReader events,
      EventBell bell,
      Publication publication,
      MeterRegistry meters) {
    this.settings = settings;
    this.events = events;
    this.bell = bell;
    this.publication = publication;
    this.published = counter(meters, "published", "Events that Kafka has acknowledged");
    this.failures = counter(meters, "failures", "How often publishing began anew");
    this.forgotten =
        counter(meters, "forgotten", "How often events were forgotten before they were published");
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder("gateway.events.kafka." + name)
        .description(description)
        .register(meters);
  }

  @Override
  public void run() {
    if (bell.isClosed()) {
      return;
    }
    Producer<String, byte[]> producer = null;
    try {
      producer = settings.connect();
      // Says at once when there is no such topic, or nobody there.
      producer.partitionsFor(settings.topic());
      LOG.info("Publishing events to {} at {}", settings.topic(), settings.servers());
      new EventPump(events, bell, publication, producer, settings.topic(), published, forgotten)
          .run();
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      failed(e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | DataAccessException | TransactionException e) {
      failed(e);
    } finally {
      if (producer != null) {
        close(producer);
      }
    }
  }

  /** What is under way and not acknowledged is sent once more by the next run. */
  private static void close(Producer<String, byte[]> producer) {
    try {
      producer.close(Duration.ZERO);
    } catch (KafkaException e) {
      LOG.debug("a producer was not closed in order", e);
    }
  }

  private void failed(Throwable cause) {
    failures.increment();
    LOG.warn(
        "Events can't be published to {} at {} now, and wait: {}",
        settings.topic(),
        settings.servers(),
        cause.toString());
  }
}
