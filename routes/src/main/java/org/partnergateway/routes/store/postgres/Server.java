package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of a data directory: found, started, stopped. */
final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  // Recovery after a crash reads at most max_wal_size; minutes on a slow disk.
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int PORTS_TRIED = 3;

  private final Path data;
  private final Path log;
  private final Binaries binaries;
  private final ServerConnections connections;

  Server(DataDirectory data, Binaries binaries, ServerConnections connections) {
    this.data = data.postgres();
    this.log = data.serverLog();
    this.binaries = binaries;
    this.connections = connections;
  }

  /** The server that runs on the data already, once it is ready; one that is stopping is let go. */
  Optional<Postmaster> findLeftBehind() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      Optional<Postmaster> found = Postmaster.of(data);
      if (found.isEmpty() || !found.get().isRunningOn(data)) {
        found.ifPresent(this::forgetIfSomebodyElse);
        return Optional.empty();
      }
      if (found.get().isReady()) {
        return Optional.of(adopt(found.get()));
      }
      if (System.nanoTime() > deadline) {
        throw new StoreUnavailable(
            "the PostgreSQL server with process id %d has been \"%s\" on %s for %s; stop it"
                .formatted(found.get().pid(), found.get().status(), data, START_LIMIT));
      }
      pause();
    }
  }

  /** Starts a server and gives its port. */
  int start() throws IOException {
    int port = launch();
    boolean usable = false;
    try {
      connections.prepareDatabase(port);
      usable = true;
      return port;
    } catch (SQLException e) {
      throw new StoreUnavailable("PostgreSQL started, but cannot be used: " + e.getMessage(), e);
    } finally {
      if (!usable) {
        stop();
      }
    }
  }

  /** Stops it: connections are cut, what is committed is written out. */
  void stop() {
    Optional<Postmaster> server = Postmaster.of(data);
    try {
      control("stop", STOP_LIMIT, "--mode=fast");
    } catch (StoreUnavailable e) {
      LOG.warn("PostgreSQL on {} did not stop in order, now at once", data, e);
      control("stop", STOP_LIMIT, "--mode=immediate");
    }
    server.ifPresent(this::awaitEnd);
  }

  private Postmaster adopt(Postmaster running) {
    try {
      if (!connections.serves(running.port(), data)) {
        throw new StoreUnavailable(
            "port %d is not answered by the server of %s, although %s says so"
                .formatted(running.port(), data, Postmaster.file(data)));
      }
      connections.prepareDatabase(running.port());
      return running;
    } catch (SQLException e) {
      throw new StoreUnavailable(
          "a PostgreSQL server (process id %d) runs on %s, but cannot be used: %s"
              .formatted(running.pid(), data, e.getMessage()),
          e);
    }
  }

  // After a restart of the machine the number may be another program's. PostgreSQL would take that
  // for a running server and refuse.
  private void forgetIfSomebodyElse(Postmaster gone) {
    if (gone.isSomebodyElse(data)) {
      LOG.warn("process {} is not the PostgreSQL of {} any more", gone.pid(), data);
      try {
        Files.deleteIfExists(Postmaster.file(data));
      } catch (IOException e) {
        throw new StoreUnavailable("cannot delete " + Postmaster.file(data), e);
      }
    }
  }

  // A port that is free now may be taken a moment later.
  private int launch() throws IOException {
    for (int tried = 1; true; tried++) {
      int port = freePort();
      Files.deleteIfExists(log);
      try {
        String options = "--options=" + ServerSettings.commandLine(port);
        control("start", START_LIMIT, "--log=" + log, options);
        return port;
      } catch (StoreUnavailable e) {
        String said = Files.exists(log) ? Files.readString(log).strip() : "nothing";
        if (tried == PORTS_TRIED || !said.contains("could not bind")) {
          throw new StoreUnavailable(
              "PostgreSQL did not start on %s. It says: %s".formatted(data, said), e);
        }
      }
    }
  }

  private void control(String action, Duration limit, String... options) {
    String[] arguments = new String[options.length + 5];
    arguments[0] = action;
    arguments[1] = "--pgdata=" + data;
    arguments[2] = "--wait";
    arguments[3] = "--silent";
    arguments[4] = "--timeout=" + limit.toSeconds();
    System.arraycopy(options, 0, arguments, 5, options.length);
    Command.of(binaries.program("pg_ctl"), arguments).withoutRoot().run();
  }

  // pg_ctl is content when the server has given up its data; the process ends a moment later. The
  // JDK's own onExit looks only every now and then whether a process that isn't its child is there.
  private void awaitEnd(Postmaster server) {
    long end = System.nanoTime() + END_LIMIT.toNanos();
    while (server.isRunningOn(data)) {
      if (System.nanoTime() > end) {
        LOG.warn("PostgreSQL has stopped, but its process {} is still there", server.pid());
        return;
      }
      pause();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for PostgreSQL", e);
    }
  }
}
