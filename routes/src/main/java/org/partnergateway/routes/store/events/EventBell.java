package org.partnergateway.routes.store.events;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Wakes those who wait for new events: at once when this process appended them, within half a
 * second when another did. The store is looked at by one thread for all, and only while somebody
 * waits.
 */
public final class EventBell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventBell.class);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** So that where events come without a pause, each listener reads some together. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final EventOrder order;
  private final Runnable unsubscribe;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private long rings;
  private int waiting;
  private boolean closed;

  private EventBell(EventLog log, EventOrder order) {
    this.order = order;
    this.unsubscribe = log.onAppended(this::ring);
  }

  public static EventBell start(EventLog log, EventOrder order) {
    EventBell bell = new EventBell(log, order);
    Thread.ofVirtual().name("event-bell").start(bell::look);
    return bell;
  }

  /** Begins to listen: what happens from now on is not missed. For one thread. */
  public Listener listen() {
    return new Listener();
  }

  /** Wakes all who wait. */
  public void ring() {
    lock.lock();
    try {
      rings++;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends all who wait on their way, and whoever comes to wait after them. */
  @Override
  public void close() {
    unsubscribe.run();
    lock.lock();
    try {
      closed = true;
      rung.signalAll();
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is no more waiting. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** One who waits. */
  public final class Listener {
    private long heard;
    private long wokenAt;

    private Listener() {
      lock.lock();
      try {
        heard = rings;
        wokenAt = System.nanoTime() - PACE_NANOS;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits until there may be something new since this last returned.
     *
     * @return false when the time is over, or the bell is closed
     */
    public boolean await(Duration atMost) throws InterruptedException {
      lock.lock();
      try {
        waiting++;
        wanted.signal();
        long left = atMost.toNanos();
        while (heard == rings && !closed && left > 0) {
          left = rung.awaitNanos(left);
        }
        boolean fresh = heard != rings;
        pace();
        heard = rings;
        wokenAt = System.nanoTime();
        return fresh && !closed;
      } finally {
        waiting--;
        lock.unlock();
      }
    }

    private void pace() throws InterruptedException {
      long early = wokenAt + PACE_NANOS - System.nanoTime();
      while (early > 0 && !closed) {
        early = rung.awaitNanos(early);
      }
    }
  }

  private void look() {
    long known = -1;
    try {
      while (waitUntilWanted()) {
        long last = last(known);
        if (last != known) {
          known = last;
          ring();
        }
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long last(long known) {
    try {
      return order.last();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("it can't be seen whether there are new events: {}", e.getMessage());
      return known;
    }
  }

  private boolean waitUntilWanted() throws InterruptedException {
    lock.lock();
    try {
      while (waiting == 0 && !closed) {
        wanted.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = LOOK_EVERY_NANOS;
      // Whoever comes to wait signals; that is no reason to look earlier.
      while (left > 0 && !closed) {
        left = wanted.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
