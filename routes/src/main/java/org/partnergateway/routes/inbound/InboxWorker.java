package org.partnergateway.routes.inbound;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.partnergateway.routes.background.WorkThread;
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
  private static final Duration LAST_TURN = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(15);

  /**
   * What arrives within this time shares a transaction. Without it, a steady stream is applied in
   * handfuls, whose commits compete with those that the intake's callers wait for.
   */
  private static final Duration GATHER = Duration.ofMillis(10);

  private final InboxWork work;
  private final InboxDelivery delivery;
  private final RetrySchedule schedule;
  private final TransactionTemplate transactions;
  private final InstantSource clock;
  private final WorkThread thread;

  public InboxWorker(
      InboxWork work,
      InboxDelivery delivery,
      RetrySchedule schedule,
      TransactionTemplate transactions,
      InstantSource clock) {
    this.work = work;
    this.delivery = delivery;
    this.schedule = schedule;
    this.transactions = transactions;
    this.clock = clock;
    this.thread = new WorkThread("inbox-worker", GATHER, () -> applyBatch() == AT_ONCE);
  }

  public void start() {
    thread.start();
  }

  /** Tells that there is something to apply. */
  public void wake() {
    thread.wake();
  }

  /** Applies what is there now; for callers that want to see the outcome of what they stored. */
  public void applyAll() {
    while (applyBatch() == AT_ONCE) {
      // There may be more.
    }
  }

  /** What was just acknowledged; what doesn't get its turn here stays for the next start. */
  private void applyTheRest() {
    long begin = System.nanoTime();
    try {
      int applied = AT_ONCE;
      while (applied == AT_ONCE && System.nanoTime() - begin < LAST_TURN.toNanos()) {
        applied = applyBatch();
      }
    } catch (RuntimeException e) {
      LOG.warn("The rest of the inbox is applied after the next start", e);
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
      settled.add(delivery.deliver(item).settled());
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
              claimed.forEach(item -> work.settle(List.of(delivery.deliver(item).settled())));
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
    Settled settled = schedule.after(item, "the database refused it", clock.instant());
    work.settle(List.of(settled));
  }

  @Override
  public void close() {
    try {
      if (thread.close(END)) {
        applyTheRest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
