package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.partnergateway.routes.admission.AdmissionGate;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.operations.RunningOperations;
import org.partnergateway.routes.store.events.EventBell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: whoever is inside is served, nobody else comes in. What a partner doesn't answer in
 * time is broken off and stored as what it is; what not even that is known of is left to whoever
 * takes it over, without a wait.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** What is kept of the time for storing what was broken off: a part of it, and at most this. */
  private static final Duration RESERVE = Duration.ofSeconds(4);

  private static final int RESERVED_PART = 4;

  private final AdmissionGate admission;
  private final EventBell events;
  private final Schedules schedules;
  private final ExecutorService operations;
  private final RunningOperations running;
  private final InboxWorker worker;
  private final Duration delay;
  private final Duration patience;
  private final Duration reserve;

  Drain(
      AdmissionGate admission,
      EventBell events,
      Schedules schedules,
      ExecutorService operations,
      RunningOperations running,
      InboxWorker worker,
      GatewayProperties.Http settings) {
    this.admission = admission;
    this.events = events;
    this.schedules = schedules;
    this.operations = operations;
    this.running = running;
    this.worker = worker;
    this.delay = settings.drainDelay();
    this.patience = settings.drainTimeout();
    Duration part = patience.dividedBy(RESERVED_PART);
    this.reserve = part.compareTo(RESERVE) < 0 ? part : RESERVE;
  }

  void run() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      long begin = System.nanoTime();
      admission.close();
      // Whoever waits for events is sent on its way.
      events.close();
      LOG.info(
          "Stopping: {} requests and {} operations are under way",
          admission.present(),
          running.count());
      Thread stopping = Thread.ofVirtual().name("schedules-stop").start(schedules::stop);
      long end = begin + patience.minus(reserve).toNanos();
      boolean served = admission.awaitEmpty(end - System.nanoTime());
      served &= running.awaitNone(left(end));
      if (!served) {
        breakOff();
      }
      stopping.join(left(end).plus(reserve));
      LOG.info(
          "Stopped taking requests; what was under way has ended after {} ms",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    worker.close();
  }

  private void breakOff() throws InterruptedException {
    LOG.warn(
        "{} requests and {} operations did not end in time; they are broken off",
        admission.present(),
        running.count());
    operations.shutdownNow();
    running.awaitNone(reserve.dividedBy(2));
    admission.awaitEmpty(reserve.dividedBy(4).toNanos());
    running.giveUp();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
