package org.partnergateway.routes.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in its lane, given back once: when it was answered without a route having begun
 * with it, or when the route has ended, whichever it is. A client that goes away doesn't end the
 * work that a route has begun, so its place stays taken until then.
 */
final class Ticket {
  private static final int WAITING = 0;
  private static final int ADMITTED = 1;
  private static final int BEGUN = 2;
  private static final int ENDED = 3;

  private final Lane lane;
  private final BodyBytes bodies;
  private final AtomicInteger state = new AtomicInteger(WAITING);
  private volatile long bytes;
  private volatile boolean clientGone;
  private volatile @Nullable Runnable whenGone;
  private long since;

  Ticket(Lane lane, BodyBytes bodies, long bytes) {
    this.lane = lane;
    this.bodies = bodies;
    this.bytes = bytes;
  }

  /** The ticket of the request that this thread works for; null when none was given. */
  static @Nullable Ticket current() {
    Context context = Vertx.currentContext();
    return context == null ? null : context.getLocal(Ticket.class);
  }

  void attach(Context context) {
    context.putLocal(Ticket.class, this);
  }

  Lane lane() {
    return lane;
  }

  /**
   * Its place in the lane is taken; false when its client has gone, and the place is free again.
   */
  boolean admit() {
    if (state.compareAndSet(WAITING, ADMITTED)) {
      return true;
    }
    lane.leave();
    return false;
  }

  /** The body has come, and a thread was asked for. */
  void ready(long now) {
    since = now;
  }

  /**
   * A route begins with it.
   *
   * @return false when its client has gone
   */
  boolean begin(long now) {
    if (!state.compareAndSet(ADMITTED, BEGUN)) {
      return false;
    }
    if (!lane.entrance().isAllOurs()) {
      lane.delayed(now - since);
    }
    return true;
  }

  /** The body is no longer than this, as it turned out. */
  void holdsOnly(long length) {
    long before = bytes;
    if (length < before) {
      bytes = length;
      bodies.letGo(before - length);
    }
  }

  /** The route has ended. */
  void end(long now) {
    if (state.compareAndSet(BEGUN, ENDED)) {
      if (lane.entrance().isAllOurs()) {
        lane.delayed(now - since);
      }
      bodies.letGo(bytes);
      lane.leave();
    }
  }

  /**
   * Tells once the answer is written or the connection gone; at once when that is so already.
   *
   * @param told on the event loop as a rule; must not block
   */
  void whenGone(Runnable told) {
    whenGone = told;
    if (clientGone) {
      told.run();
    }
  }

  boolean isClientGone() {
    return clientGone;
  }

  /** The answer is written, or the connection gone; nothing more to do unless a route has begun. */
  void gone() {
    clientGone = true;
    Runnable told = whenGone;
    if (told != null) {
      told.run();
    }
    if (state.compareAndSet(ADMITTED, ENDED)) {
      bodies.letGo(bytes);
      lane.leave();
    } else if (state.compareAndSet(WAITING, ENDED)) {
      bodies.letGo(bytes);
    }
  }

  boolean isGone() {
    return state.get() == ENDED;
  }
}
