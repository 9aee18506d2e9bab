package org.partnergateway.adapters.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/** Those who wait, lane by lane. Its owner's lock guards it. */
final class WaitingLine {
  /** So many interactive calls go before a bulk call that waits. */
  static final int INTERACTIVE_IN_A_ROW = 4;

  private final Time time;
  private final Deque<Waiter> front = new ArrayDeque<>();
  private final Map<Lane, Deque<Waiter>> lanes = new EnumMap<>(Lane.class);
  private int inARow;

  WaitingLine(Time time) {
    this.time = time;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new ArrayDeque<>());
    }
  }

  /** Puts the calling thread at the end of its lane. */
  Waiter add(Lane lane, Deadline deadline) {
    Waiter waiter = new Waiter(lane, deadline);
    lane(lane).addLast(waiter);
    return waiter;
  }

  /** Puts the calling thread before every lane: it has had its turn already. */
  Waiter addInFront(Deadline deadline) {
    Waiter waiter = new Waiter(Lane.INTERACTIVE, deadline);
    front.addLast(waiter);
    return waiter;
  }

  void remove(Waiter waiter) {
    if (!front.remove(waiter)) {
      lane(waiter.lane).remove(waiter);
    }
  }

  /** Whoever is to be served next, who leaves the line; null when nobody is left in time. */
  @Nullable Waiter next() {
    while (true) {
      Deque<Waiter> lane = nextLane();
      Waiter waiter = lane.pollFirst();
      if (waiter == null) {
        return null;
      }
      if (!waiter.deadline.passed(time)) {
        inARow =
            lane == lane(Lane.INTERACTIVE) && !lane(Lane.BULK).isEmpty()
                ? inARow + 1
                : lane == front ? inARow : 0;
        return waiter;
      }
      waiter.wake();
    }
  }

  /** Whoever is to be served next, who stays. */
  @Nullable Waiter peek() {
    return nextLane().peekFirst();
  }

  private Deque<Waiter> nextLane() {
    if (!front.isEmpty()) {
      return front;
    }
    Deque<Waiter> interactive = lane(Lane.INTERACTIVE);
    Deque<Waiter> bulk = lane(Lane.BULK);
    boolean bulkIsDue = inARow >= INTERACTIVE_IN_A_ROW && !bulk.isEmpty();
    return interactive.isEmpty() || bulkIsDue ? bulk : interactive;
  }

  int size(Lane lane) {
    return lane(lane).size();
  }

  int size() {
    return front.size() + size(Lane.INTERACTIVE) + size(Lane.BULK);
  }

  private Deque<Waiter> lane(Lane lane) {
    Deque<Waiter> waiters = lanes.get(lane);
    if (waiters == null) {
      throw new IllegalStateException("every lane has its line");
    }
    return waiters;
  }
}
