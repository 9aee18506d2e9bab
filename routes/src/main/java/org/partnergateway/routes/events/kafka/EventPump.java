package org.partnergateway.routes.events.kafka;

import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.events.CloudEvents;
import org.partnergateway.routes.store.ExpiredCursor;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventBell;
import org.partnergateway.routes.store.events.EventBell.Listener;
import org.partnergateway.routes.store.events.EventPage;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.events.Publication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends page after page, some ahead of their acknowledgements, and moves the checkpoint page by
 * page in their order. Whatever is not acknowledged stays behind the checkpoint.
 */
final class EventPump {
  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  /** Events in a page: what is sent twice at most when a process dies is so many pages. */
  private static final int PAGE = 250;

  private static final int PAGES_AHEAD = 8;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration COMPLAIN_AFTER = Duration.ofSeconds(30);
  private static final long LOOK_UP_MILLIS = 200;

  /** How long acknowledgements are still waited for when the gateway stops. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private static final List<Header> HEADERS =
      List.of(
          new RecordHeader(
              "content-type", CloudEvents.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8)));

  private final EventReader events;
  private final EventBell bell;
  private final Publication publication;
  private final Producer<String, byte[]> producer;
  private final String topic;
  private final Counter published;
  private final Counter forgotten;
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private @Nullable String confirmed;

  EventPump(
      EventReader events,
      EventBell bell,
      Publication publication,
      Producer<String, byte[]> producer,
      String topic,
      Counter published,
      Counter forgotten) {
    this.events = events;
    this.bell = bell;
    this.publication = publication;
    this.producer = producer;
    this.topic = topic;
    this.published = published;
    this.forgotten = forgotten;
  }

  /**
   * @param cursor where to go on after it
   */
  private record Sent(List<Future<RecordMetadata>> acknowledgements, String cursor) {}

  /** Returns when the gateway stops, or somebody else publishes. */
  void run() throws InterruptedException, ExecutionException {
    Listener listener = bell.listen();
    confirmed = publication.position();
    String read = confirmed;
    boolean alone = true;
    while (alone && !bell.isClosed()) {
      EventPage page = next(read);
      read = page.cursor();
      if (!page.events().isEmpty()) {
        underWay.add(new Sent(page.events().stream().map(this::send).toList(), page.cursor()));
      }
      alone = confirm(page.more() ? PAGES_AHEAD - 1 : 0);
      if (alone && !page.more()) {
        listener.await(IDLE);
      }
    }
  }

  private EventPage next(@Nullable String cursor) {
    try {
      return events.read(cursor, PAGE, null);
    } catch (ExpiredCursor e) {
      // Only while no gateway with this setting ran: otherwise they are kept until now.
      forgotten.increment();
      LOG.error("There is a gap in what is published to {}: {}", topic, e.getMessage());
      return events.read(null, PAGE, null);
    }
  }

  private Future<RecordMetadata> send(Event event) {
    return producer.send(
        new ProducerRecord<>(
            topic,
            null,
            event.occurredAt().toEpochMilli(),
            event.partitionKey(),
            StrictJson.write(CloudEvents.envelope(event)),
            HEADERS));
  }

  /**
   * Waits until no more than so many pages are under way, and notes what has arrived.
   *
   * @return false when somebody else has, or when the gateway stops before all has arrived
   */
  private boolean confirm(int most) throws InterruptedException, ExecutionException {
    while (!underWay.isEmpty() && (underWay.size() > most || hasArrived(underWay.getFirst()))) {
      Sent first = underWay.removeFirst();
      for (Future<RecordMetadata> acknowledgement : first.acknowledgements()) {
        if (!await(acknowledgement)) {
          return false;
        }
      }
      if (!publication.move(confirmed, first.cursor())) {
        LOG.warn("Another gateway publishes events to {}; this one leaves it to it", topic);
        return false;
      }
      confirmed = first.cursor();
      published.increment(first.acknowledgements().size());
    }
    return true;
  }

  private static boolean hasArrived(Sent sent) {
    return sent.acknowledgements().stream().allMatch(Future::isDone);
  }

  /** Kafka's client repeats it for as long as it takes. */
  private boolean await(Future<RecordMetadata> acknowledgement)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long complain = begin + COMPLAIN_AFTER.toNanos();
    long stopping = Long.MAX_VALUE;
    while (true) {
      try {
        acknowledgement.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        if (bell.isClosed() && stopping == Long.MAX_VALUE) {
          stopping = now + LAST_WAIT.toNanos();
        }
        if (now - stopping > 0 && stopping != Long.MAX_VALUE) {
          return false;
        }
        if (now - complain > 0) {
          complain = now + COMPLAIN_AFTER.toNanos();
          LOG.warn(
              "{} has not acknowledged events for {} s; {} pages are under way, the rest waits",
              topic,
              TimeUnit.NANOSECONDS.toSeconds(now - begin),
              underWay.size() + 1);
        }
      }
    }
  }
}
