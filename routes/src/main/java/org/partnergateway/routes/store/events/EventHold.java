package org.partnergateway.routes.store.events;

/** What must not be forgotten yet, however old it is. */
@FunctionalInterface
public interface EventHold {
  EventHold NONE = () -> Long.MAX_VALUE;

  /** Events with higher numbers are still needed. */
  long publishedUpTo();
}
