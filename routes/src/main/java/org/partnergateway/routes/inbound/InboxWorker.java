package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.partnergateway.routes.store.inbox.InboxItem;
import org.partnergateway.routes.store.inbox.InboxWork;
import org.partnergateway.routes.store.inbox.Settled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies what the inbox holds, in the order in which it came, many messages a transaction; each
 * claimed message belongs to one process at a time. A message that spoils a transaction is applied
 * alone.
 */
public final class InboxWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
  private static final int AT_ONCE = 100;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * What arrives within this time shares a transaction. Without it, a steady stream is applied in
   * handfuls, whose commits compete with those that the intake's callers wait for.
   */
  private static final Duration GATHER = Duration.ofMillis(10);

  private final InboxWork work;
  private final InboxDelivery delivery;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  public InboxWorker(
      InboxWork work,
      InboxDelivery delivery,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.work = work;
    this.delivery = delivery;
    this.transactions = transactions;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("inbox-worker").daemon().unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  /** Tells that there is something to apply. */
  public void wake() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  /** Applies what is there now; for callers that want to see the outcome of what they stored. */
  public void applyAll() {
    while (applyBatch() == AT_ONCE) {
      // There may be more.
    }
  }

  private void loop() {
    while (!closed) {
      try {
        if (applyBatch() < AT_ONCE) {
          wanted.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
          Thread.sleep(GATHER);
          wanted.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("The inbox can't be applied now; it is tried again", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int applyBatch() {
    try {
      Integer applied = transactions.execute(transaction -> applyClaimed(AT_ONCE));
      return applied == null ? 0 : applied;
    } catch (DataAccessException e) {
      LOG.debug("A batch was rolled back; its messages are applied one by one", e);
      return applyOneByOne();
    }
  }

  private int applyClaimed(int most) {
    List<InboxItem> items = work.claim(most);
    List<Settled> settled = new ArrayList<>(items.size());
    for (InboxItem item : items) {
      settled.add(delivery.deliver(item));
    }
    work.settle(settled);
    return items.size();
  }

  private int applyOneByOne() {
    for (int i = 0; i < AT_ONCE; i++) {
      List<InboxItem> claimed = new ArrayList<>(1);
      try {
        transactions.executeWithoutResult(
            transaction -> {
              claimed.addAll(work.claim(1));
              claimed.forEach(item -> work.settle(List.of(delivery.deliver(item))));
            });
      } catch (DataAccessException e) {
        claimed.forEach(item -> putOff(item, e));
      }
      if (claimed.isEmpty()) {
        return i;
      }
    }
    return AT_ONCE;
  }

  private void putOff(InboxItem item, DataAccessException e) {
    LOG.warn("Message {} could not be applied; it is tried again", item.id(), e);
    Instant next = clock.instant().plusSeconds(Math.min(60, 1L << Math.min(item.attempts(), 6)));
    work.settle(List.of(Settled.waiting(item.id(), "the database refused it", next)));
  }

  @Override
  public void close() {
    closed = true;
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
