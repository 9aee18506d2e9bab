package org.partnergateway.tests.chaos;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.durability.GatewayProcess;

/**
 * The gateway processes, and who of them is there to be asked: what a load balancer knows, and no
 * more.
 */
final class Gateways implements AutoCloseable {
  private static final int MOST_STARTS = 5;

  private final Path directory;
  private final Map<String, String> properties;
  private final List<Node> nodes = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<Duration> recoveries = new CopyOnWriteArrayList<>();

  /** One place of a gateway; after a kill another process takes it. */
  private static final class Node {
    private volatile @Nullable GatewayProcess process;
  }

  Gateways(Path directory, Map<String, String> properties, int count) {
    this.directory = directory;
    this.properties = properties;
    for (int i = 0; i < count; i++) {
      nodes.add(new Node());
    }
  }

  int count() {
    return nodes.size();
  }

  /** Starts all of them, the first before the others, which find the tables there. */
  void start() {
    start(0);
    CompletableFuture<?>[] others = new CompletableFuture<?>[nodes.size() - 1];
    for (int i = 1; i < nodes.size(); i++) {
      int number = i;
      others[i - 1] = CompletableFuture.runAsync(() -> start(number));
    }
    CompletableFuture.allOf(others).join();
  }

  /**
   * As a supervisor does: one that ends while it starts, for want of its database, is started
   * again.
   */
  private void start(int number) {
    Path own = directory.resolve("gateway-" + number);
    for (int tries = 1; nodes.get(number).process == null; tries++) {
      try {
        nodes.get(number).process = GatewayProcess.start(own, properties);
      } catch (AssertionError e) {
        if (tries == MOST_STARTS) {
          throw e;
        }
      }
    }
  }

  /** Ends one at once, if it is there. */
  boolean kill(int number) {
    Node node = nodes.get(number);
    GatewayProcess process = node.process;
    node.process = null;
    if (process == null) {
      return false;
    }
    process.kill();
    process.close();
    return true;
  }

  /** Starts one again and notes how long that takes until it is ready. */
  void restart(int number) {
    long begin = System.nanoTime();
    start(number);
    recoveries.add(Duration.ofNanos(System.nanoTime() - begin));
  }

  /** From each restart until the gateway was ready. */
  List<Duration> recoveries() {
    return List.copyOf(recoveries);
  }

  /** One of those that are there, in turn. */
  Optional<URI> any() {
    for (int i = 0; i < nodes.size(); i++) {
      int number = Math.floorMod(turn.getAndIncrement(), nodes.size());
      GatewayProcess process = nodes.get(number).process;
      if (process != null) {
        return Optional.of(process.address());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    for (Node node : nodes) {
      GatewayProcess process = node.process;
      node.process = null;
      if (process != null) {
        process.close();
      }
    }
  }
}
