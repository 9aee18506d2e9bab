package org.partnergateway.routes.admission;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of bodies that are held at a time, over all entrances. */
final class BodyBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  BodyBytes(long most) {
    this.most = most;
  }

  boolean tryHold(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void letGo(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
