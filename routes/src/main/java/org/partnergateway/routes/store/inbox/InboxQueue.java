package org.partnergateway.routes.store.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait for a commit. Whoever takes gets all that have gathered, so the busier it is,
 * the more share a commit. While one batch is being stored, another is begun beside it only once it
 * is worth a commit of its own: several small ones cost the database more than they gain.
 */
final class InboxQueue {
  /** As many are worth a commit beside others. */
  static final int WORTH_ANOTHER = 32;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int beingStored;
  private boolean closed;

  InboxQueue(int capacity) {
    this.capacity = capacity;
  }

  /** A message with the promise that was given for it. */
  record Waiting(InboundMessage message, CompletableFuture<Stored> stored) {}

  CompletableFuture<Stored> add(InboundMessage message) {
    Waiting one = new Waiting(message, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed || waiting.size() >= capacity) {
        throw new InboxFull(waiting.size());
      }
      waiting.add(one);
      if (mayTake()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return one.stored();
  }

  /**
   * Waits for messages and takes at most so many; none once it is closed and empty. {@link #stored}
   * must follow when there are any.
   */
  List<Waiting> take(int most) {
    List<Waiting> taken = new ArrayList<>();
    lock.lock();
    try {
      while (!mayTake() && !(closed && waiting.isEmpty())) {
        changed.awaitUninterruptibly();
      }
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      beingStored += taken.isEmpty() ? 0 : 1;
      if (mayTake()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  /** What was taken is stored, or has failed. */
  void stored() {
    lock.lock();
    try {
      beingStored--;
      if (mayTake()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean mayTake() {
    return waiting.size() >= WORTH_ANOTHER || (beingStored == 0 || closed) && !waiting.isEmpty();
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
