package org.partnergateway.routes.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemType;

/** Those who wait for events to come: so many and no more, and bounded in what they read. */
public final class HeldReaders {
  /** So many may read from the store at a time; the rest of its connections is for all others. */
  private static final int READ_AT_A_TIME = 2;

  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final int most;
  private final Semaphore seats;
  private final Semaphore reads = new Semaphore(READ_AT_A_TIME, true);

  public HeldReaders(int most, MeterRegistry meters) {
    this.most = most;
    this.seats = new Semaphore(most);
    Gauge.builder("gateway.events.readers", this, HeldReaders::count)
        .description("Readers of /v1/events that are held until something comes")
        .register(meters);
  }

  /**
   * Takes a seat; give it back by {@link #leave}.
   *
   * @throws org.partnergateway.routes.http.ProblemException when there is none
   */
  void enter() {
    if (!seats.tryAcquire()) {
      throw Problem.of(
              ProblemType.OVERLOADED,
              "%d readers wait for events already. Read without waiting, or come again later."
                  .formatted(most))
          .withRetryAfter(COME_AGAIN)
          .exception();
    }
  }

  void leave() {
    seats.release();
  }

  int count() {
    return most - seats.availablePermits();
  }

  /** What reads from the store. */
  interface Read<T> {
    T read();
  }

  /** Reads when it is its turn. */
  <T> T inTurn(Read<T> what) throws InterruptedException {
    reads.acquire();
    try {
      return what.read();
    } finally {
      reads.release();
    }
  }
}
