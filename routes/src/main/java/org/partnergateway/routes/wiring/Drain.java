package org.partnergateway.routes.wiring;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.partnergateway.routes.admission.AdmissionGate;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.operations.RunningOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: whoever is inside is served, nobody else comes in. What a partner doesn't answer in
 * time is broken off and stored as what it is; what not even that is known of is left to whoever
 * takes it over, without a wait.
 */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /** All of it together, but for the delay that the operator asks for. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What is kept of it for storing what was broken off. */
  private static final Duration RESERVE = Duration.ofSeconds(4);

  private final AdmissionGate admission;
  private final Schedules schedules;
  private final ExecutorService operations;
  private final RunningOperations running;
  private final InboxWorker worker;

  Drain(
      AdmissionGate admission,
      Schedules schedules,
      ExecutorService operations,
      RunningOperations running,
      InboxWorker worker) {
    this.admission = admission;
    this.schedules = schedules;
    this.operations = operations;
    this.running = running;
    this.worker = worker;
  }

  /**
   * @param delay how long requests are still taken before
   */
  void run(Duration delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      long begin = System.nanoTime();
      admission.close();
      LOG.info(
          "Stopping: {} requests and {} operations are under way",
          admission.present(),
          running.count());
      Thread stopping = Thread.ofVirtual().name("schedules-stop").start(schedules::stop);
      long end = begin + PATIENCE.minus(RESERVE).toNanos();
      boolean served = admission.awaitEmpty(end - System.nanoTime());
      served &= running.awaitNone(left(end));
      if (!served) {
        breakOff();
      }
      stopping.join(left(end).plus(RESERVE));
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
    running.awaitNone(RESERVE.dividedBy(2));
    admission.awaitEmpty(RESERVE.dividedBy(4).toNanos());
    running.giveUp();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
