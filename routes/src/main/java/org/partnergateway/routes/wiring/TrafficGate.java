package org.partnergateway.routes.wiring;

import java.net.BindException;
import org.partnergateway.routes.batches.BatchWorker;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.inbound.InboxWorker;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;

/** Opens the gateway once everything behind it stands, and says so to readiness. */
final class TrafficGate implements HealthIndicator, SmartLifecycle {
  private final TrafficServer server;
  private final InboxWorker worker;
  private final Schedules schedules;
  private final BatchWorker batches;
  private final Drain drain;
  private volatile boolean begun;
  private volatile boolean open;
  private boolean stopped;

  TrafficGate(
      TrafficServer server,
      InboxWorker worker,
      Schedules schedules,
      BatchWorker batches,
      Drain drain) {
    this.server = server;
    this.worker = worker;
    this.schedules = schedules;
    this.batches = batches;
    this.drain = drain;
  }

  synchronized void open() {
    if (stopped) {
      return;
    }
    try {
      server.listen();
    } catch (Exception e) {
      if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BindException) {
        throw new PortInUseException(server.getPort(), e);
      }
      throw new IllegalStateException(
          "port %d can't be listened on: %s".formatted(server.getPort(), e.getMessage()), e);
    }
    begun = true;
    worker.start();
    schedules.start();
    batches.start();
    open = true;
  }

  /** Camel starts with the application, and {@link #open} follows it. */
  @Override
  public void start() {}

  /**
   * Before Camel and the store go: nothing new is begun, and what is under way comes to its end.
   */
  @Override
  public void stop() {
    open = false;
    // A gateway that is told to stop while it starts is stopped when it has started.
    synchronized (this) {
      stopped = true;
      open = false;
      batches.close();
      drain.run();
      begun = false;
    }
  }

  @Override
  public boolean isRunning() {
    return begun;
  }

  /** The last to start, so the first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Health health() {
    return open
        ? Health.up().withDetail("port", server.getPort()).build()
        : Health.outOfService().build();
  }
}
