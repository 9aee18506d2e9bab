package org.partnergateway.routes.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that takes a turn when it is woken, and after a second without: another process may have
 * left something to do. What breaks a turn is logged and tried again.
 */
public final class WorkThread {
  private static final Logger LOG = LoggerFactory.getLogger(WorkThread.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Duration gather;
  private final BooleanSupplier turn;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param gather what comes within this time after a waking shares a turn
   * @param turn says whether there may be more to do at once
   */
  public WorkThread(String name, Duration gather, BooleanSupplier turn) {
    this.gather = gather;
    this.turn = turn;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  /** Tells that there may be something to do. */
  public void wake() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  public boolean isClosed() {
    return closed;
  }

  private void loop() {
    while (!closed) {
      try {
        if (!turn.getAsBoolean()) {
          wanted.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
          Thread.sleep(gather);
          wanted.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("A turn of {} broke; it is tried again", thread.getName(), e);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the end of the turn that is under way, and takes no other. It isn't interrupted, for
   * that would break its work off.
   *
   * @return whether it ran and ended in time
   */
  public boolean close(Duration patience) throws InterruptedException {
    closed = true;
    if (!thread.isAlive()) {
      return false;
    }
    wake();
    return thread.join(patience);
  }
}
