package org.partnergateway.routes.store.inbox;

import java.util.List;
import org.partnergateway.routes.store.inbox.InboxQueue.Waiting;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** Stores what gathers in the queue, batch after batch, until the queue is closed and empty. */
final class Flusher implements Runnable {
  private static final int BATCH = 256;

  private final InboxQueue queue;
  private final InboxWriter writer;

  Flusher(InboxQueue queue, InboxWriter writer) {
    this.queue = queue;
    this.writer = writer;
  }

  @Override
  public void run() {
    List<Waiting> batch = queue.take(BATCH);
    while (!batch.isEmpty()) {
      try {
        store(batch);
      } finally {
        queue.stored();
      }
      batch = queue.take(BATCH);
    }
  }

  private void store(List<Waiting> batch) {
    List<Stored> stored;
    try {
      stored = writer.write(batch.stream().map(Waiting::message).toList());
    } catch (DataIntegrityViolationException
        | ConcurrencyFailureException
        | IllegalArgumentException e) {
      // One of them cannot be stored, or two writers got in each other's way.
      batch.forEach(this::storeAlone);
      return;
    } catch (RuntimeException | Error e) {
      batch.forEach(one -> one.stored().completeExceptionally(e));
      return;
    }
    for (int at = 0; at < batch.size(); at++) {
      batch.get(at).stored().complete(stored.get(at));
    }
  }

  private void storeAlone(Waiting one) {
    try {
      one.stored().complete(writer.write(List.of(one.message())).getFirst());
    } catch (RuntimeException | Error e) {
      one.stored().completeExceptionally(e);
    }
  }
}
