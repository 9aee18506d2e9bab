package org.partnergateway.routes.wiring;

import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.webhooks.DeliveryWorker;
import org.springframework.context.SmartLifecycle;

/** Lets webhooks be delivered as long as the gateway runs. */
final class WebhookLifecycle implements SmartLifecycle {
  private final DeliveryWorker worker;
  private final EventLog events;
  private volatile boolean running;
  private Runnable unlisten = () -> {};

  WebhookLifecycle(DeliveryWorker worker, EventLog events) {
    this.worker = worker;
    this.events = events;
  }

  @Override
  public void start() {
    unlisten = events.onAppended(worker::wake);
    worker.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    unlisten.run();
    worker.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After traffic has drained, whose last events are told too. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
