package org.partnergateway.routes.store.inbox;

/** More messages wait to be stored than the inbox holds. Nothing was stored; come again later. */
public final class InboxFull extends RuntimeException {
  public InboxFull(int capacity) {
    super("%d messages wait to be stored already".formatted(capacity));
  }
}
