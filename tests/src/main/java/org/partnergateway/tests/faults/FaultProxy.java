package org.partnergateway.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on the loopback interface that does to each connection what its plan says. Plan and
 * far end may be changed at any time; connections that are open keep theirs.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<FaultyConnection> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> met = new TreeMap<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile InetSocketAddress farEnd;
  private volatile FaultPlan plan = FaultPlan.calm();

  private FaultProxy(ServerSocket server, InetSocketAddress farEnd) {
    this.server = server;
    this.farEnd = farEnd;
  }

  /**
   * Starts on a free port.
   *
   * @param farPort on the loopback interface
   */
  public static FaultProxy start(int farPort) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      FaultProxy proxy = new FaultProxy(server, loopback(farPort));
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on new connections go there. */
  public void farEnd(int port) {
    farEnd = loopback(port);
  }

  /** From now on new connections meet what this plan says. */
  public void plan(FaultPlan next) {
    plan = next;
  }

  /** Nothing is broken from now on, and what is broken ends: it could stay so for long. */
  public synchronized void calm() {
    plan = FaultPlan.calm();
    open.stream()
        .filter(one -> !(one.fault() instanceof Fault.None))
        .forEach(FaultyConnection::reset);
  }

  /** Resets all open connections. */
  public void resetAll() {
    open.forEach(FaultyConnection::reset);
  }

  /** How many connections there were. */
  public int connections() {
    return accepted.get();
  }

  /** How many connections met each fault, by its name. */
  public Map<String, Integer> faults() {
    synchronized (met) {
      return Map.copyOf(met);
    }
  }

  private void accept() {
    try {
      while (true) {
        FaultyConnection connection = meet(server.accept());
        threads.execute(
            () -> {
              try {
                connection.run();
              } finally {
                open.remove(connection);
              }
            });
      }
    } catch (IOException | RejectedExecutionException e) {
      // It is closed.
    }
  }

  /** In one piece, so that calm finds each connection that an earlier plan broke. */
  private synchronized FaultyConnection meet(Socket near) {
    Fault fault = plan.of(accepted.getAndIncrement());
    synchronized (met) {
      met.merge(fault.getClass().getSimpleName(), 1, Integer::sum);
    }
    FaultyConnection connection = new FaultyConnection(near, farEnd, fault, threads);
    open.add(connection);
    return connection;
  }

  /** Resets whatever is open. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy cannot be closed", e);
    }
    resetAll();
    threads.shutdownNow();
    threads.close();
  }
}
