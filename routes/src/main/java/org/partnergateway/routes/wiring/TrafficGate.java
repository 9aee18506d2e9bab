package org.partnergateway.routes.wiring;

import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.InboxWorker;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Opens the gateway once everything behind it stands, and says so to readiness. */
final class TrafficGate implements HealthIndicator {
  private final TrafficServer server;
  private final InboxWorker worker;
  private final Schedules schedules;
  private volatile boolean open;

  TrafficGate(TrafficServer server, InboxWorker worker, Schedules schedules) {
    this.server = server;
    this.worker = worker;
    this.schedules = schedules;
  }

  void open() {
    try {
      server.listen();
    } catch (Exception e) {
      throw new IllegalStateException(
          "port %d can't be listened on: %s"
              .formatted(server.getPort(), e.getMessage()),
          e);
    }
    worker.start();
    schedules.start();
    open = true;
  }

  /** Before the store goes: nothing new is begun. */
  void close() {
    open = false;
    schedules.stop();
    worker.close();
  }

  @Override
  public Health health() {
    return open
        ? Health.up().withDetail("port", server.getPort()).build()
        : Health.outOfService().build();
  }
}
