package org.partnergateway.routes.webhooks;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.routes.background.WorkThread;
import org.partnergateway.routes.store.webhooks.ClaimedDelivery;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.store.webhooks.WebhookFanOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, to each endpoint as many at a time as it has places, so that none waits for
 * another. Every process does; what one has claimed no other sends.
 */
public final class DeliveryWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

  /** Events that come within this time are read together. */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** Longer than one can take, its name's resolution included. */
  static final Duration LEASE_BESIDES_TIMEOUT = Duration.ofSeconds(20);

  /** What isn't answered until then is broken off, and sent again by another process. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final WebhookFanOut fanOut;
  private final WebhookEndpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final Deliverer deliverer;
  private final WebhookLimits limits;
  private final Time time;
  private final Map<String, EndpointGate> gates = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final WorkThread thread;

  /**
   * @param threads a delivery takes one for as long as the endpoint takes to answer; closed with
   *     this
   */
  DeliveryWorker(
      WebhookFanOut fanOut,
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      Deliverer deliverer,
      WebhookLimits limits,
      ExecutorService threads,
      Time time) {
    this.threads = threads;
    this.fanOut = fanOut;
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.deliverer = deliverer;
    this.limits = limits;
    this.time = time;
    this.thread = new WorkThread("webhooks", GATHER, this::turn);
  }

  public void start() {
    thread.start();
  }

  /** Tells that there may be something to send. */
  public void wake() {
    thread.wake();
  }

  /**
   * Reads what is new, and begins what is due.
   *
   * @return whether there is more to read
   */
  boolean turn() {
    boolean more = fanOut.run();
    for (WebhookEndpoint endpoint : endpoints.due()) {
      EndpointGate gate =
          gates.computeIfAbsent(
              endpoint.id(), id -> new EndpointGate(id, limits.maxConcurrent(), time));
      int free = gate.free();
      if (free > 0 && !thread.isClosed()) {
        deliveries
            .claim(endpoint.id(), free, limits.timeout().plus(LEASE_BESIDES_TIMEOUT))
            .forEach(delivery -> begin(endpoint, delivery, gate));
      }
    }
    return more;
  }

  private void begin(WebhookEndpoint endpoint, ClaimedDelivery delivery, EndpointGate gate) {
    if (gate.begin()) {
      threads.execute(() -> deliver(endpoint, delivery, gate));
    } else {
      deliveries.giveBack(delivery, time.instant());
    }
  }

  private void deliver(WebhookEndpoint endpoint, ClaimedDelivery delivery, EndpointGate gate) {
    long since = time.nanos();
    Health health = Health.UNSAID;
    try {
      health = deliverer.deliver(endpoint, delivery);
    } catch (RuntimeException e) {
      // It is due again when its lease has run out.
      LOG.error("Event {} for webhook endpoint {} broke", delivery.eventId(), endpoint.id(), e);
    } finally {
      gate.end(health, since);
      wake();
    }
  }

  @Override
  public void close() {
    try {
      thread.close(LONGEST_STOP);
      threads.shutdown();
      if (!threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
