package org.partnergateway.routes.sources;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.partnergateway.adapters.messaging.MessageSource;
import org.partnergateway.adapters.messaging.ReadMessage;
import org.partnergateway.adapters.messaging.SourceAwayException;
import org.partnergateway.routes.inbound.InboxWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source on a thread of its own: received, kept, acknowledged, in this order. While the
 * source or the store is away it pauses, longer each time. A process that dies in between has
 * acknowledged nothing that isn't kept.
 */
public final class SourceReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<MessageSource> sources;
  private final SourceIntake intake;
  private final InboxWorker worker;
  private final Thread thread;
  private volatile boolean away;

  /**
   * @param name for people, such as {@code amazon/notifications}
   * @param sources opens the source, once more each time that it was away
   */
  public SourceReader(
      String name, Supplier<MessageSource> sources, SourceIntake intake, InboxWorker worker) {
    this.name = name;
    this.sources = sources;
    this.intake = intake;
    this.worker = worker;
    this.thread =
        Thread.ofPlatform().name("source-" + name.replace('/', '-')).daemon().unstarted(this::run);
  }

  public String name() {
    return name;
  }

  /** Whether it can't be read at the moment. */
  public boolean isAway() {
    return away;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try (MessageSource source = sources.get()) {
        failures = read(source, failures);
      } catch (InterruptedException e) {
        return;
      } catch (SourceAwayException | RuntimeException e) {
        away = true;
        failures++;
        LOG.warn("{} can't be read now, and is tried again: {}", name, e.toString());
      }
      try {
        Thread.sleep(pause(failures));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Until it is told to stop, or something fails. */
  private int read(MessageSource source, int failuresBefore)
      throws SourceAwayException, InterruptedException {
    int failures = failuresBefore;
    while (!Thread.interrupted()) {
      List<ReadMessage> messages = source.receive(failures == 0 ? WAIT : SHORTEST_PAUSE);
      if (!messages.isEmpty()) {
        keep(source, messages);
      }
      away = false;
      failures = 0;
    }
    throw new InterruptedException("told to stop");
  }

  private void keep(MessageSource source, List<ReadMessage> messages)
      throws SourceAwayException, InterruptedException {
    try {
      intake.keep(messages);
    } catch (RuntimeException e) {
      source.giveBack(messages);
      throw e;
    }
    worker.wake();
    source.acknowledge(messages);
  }

  private static Duration pause(int failures) {
    long millis = SHORTEST_PAUSE.toMillis() << Math.min(Math.max(failures - 1, 0), 10);
    return Duration.ofMillis(Math.min(millis, LONGEST_PAUSE.toMillis()));
  }

  /** Takes no more; what is being kept is kept. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
