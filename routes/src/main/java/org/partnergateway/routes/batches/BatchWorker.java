package org.partnergateway.routes.batches;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.partnergateway.contracts.cards.CardData;
import org.partnergateway.routes.batches.rows.FileRefusedException;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.store.Share;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on batches, so many at a time, in every process. */
public final class BatchWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 1000;
  private static final int MOST_FAILURES = 10;

  /** Longer than any step takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BatchForms forms;
  private final BatchWork store;
  private final BatchSweep sweep;
  private final CardData cards;
  private final Settings settings;
  private final List<Thread> threads = new ArrayList<>();
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean closed;

  /**
   * @param parallel how many batches a process works on at a time
   * @param operationsAtOnce how many operations of a batch may be under way at a time
   */
  public record Settings(int parallel, int operationsAtOnce) {}

  public BatchWorker(
      BatchForms forms, BatchWork store, BatchSweep sweep, CardData cards, Settings settings) {
    this.forms = forms;
    this.store = store;
    this.sweep = sweep;
    this.cards = cards;
    this.settings = settings;
  }

  public synchronized void start() {
    for (int i = 0; i < settings.parallel() && !closed; i++) {
      threads.add(Thread.ofVirtual().name("batch-worker-" + i).start(this::work));
    }
  }

  /** There may be something to do. */
  public void wake() {
    wake.release();
  }

  private void work() {
    Share.BATCHES.use();
    while (!closed) {
      try {
        if (!workOnOne()) {
          wake.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
          // At the end each thread has its own waking.
          if (!closed) {
            wake.drainPermits();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.error("Batches can't be worked on now", e);
        try {
          Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException stopped) {
          return;
        }
      }
    }
  }

  /**
   * Works on the batch that waits longest for one turn.
   *
   * @return false when none waits
   */
  public boolean workOnOne() throws InterruptedException {
    Optional<Batch> claimed = store.rows().claim(BatchRun.LEASE);
    if (claimed.isEmpty()) {
      return false;
    }
    Batch batch = claimed.get();
    try {
      BatchForm form = forms.of(batch.asked());
      BatchRun run =
          new BatchRun(store, batch, form, cards, settings.operationsAtOnce(), () -> closed);
      if (run.run() == BatchRun.End.READ) {
        sweep.settle(batch.id());
      }
    } catch (FileRefusedException | ProblemException e) {
      fail(batch, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      putOff(batch, e);
    }
    return true;
  }

  /** What spoils a step may be over in a moment; its lease is that long. Not for ever, though. */
  private void putOff(Batch batch, Exception e) {
    if (closed) {
      store.rows().release(batch.id(), batch.fence(), false);
      return;
    }
    LOG.error("Batch {} can't be worked on now", batch.id(), e);
    if (store.rows().strike(batch.id(), batch.fence()) >= MOST_FAILURES) {
      fail(batch, "The gateway failed on it again and again, and its log says why.");
    }
  }

  private void fail(Batch batch, String reason) {
    LOG.warn("Batch {} failed: {}", batch.id(), reason);
    sweep.move(batch.id(), EnumSet.of(BatchStatus.RUNNING), BatchStatus.FAILED, reason);
  }

  /** Ends after the step that is under way; what is left is gone on with elsewhere. */
  @Override
  public void close() {
    List<Thread> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(threads);
    }
    wake.release(running.size());
    try {
      for (Thread thread : running) {
        if (!thread.join(PATIENCE)) {
          thread.interrupt();
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
