package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL, run by the gateway on a data directory of its own, durable, reachable from this
 * machine alone. A server that a killed gateway left behind is adopted.
 *
 * <p>The programs come from zonky's jars. zonky's own launcher is not used: it stops the server in
 * a JVM shutdown hook, while the gateway still drains; it knows neither passwords nor a server that
 * is there already; and it gives up on a recovery after ten seconds.
 */
public final class EmbeddedStore implements AutoCloseable {
  /** The server's only user, and its database. */
  static final String USER = "gateway";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);

  private final DirectoryLock lock;
  private final Server server;
  private final int port;
  private final boolean adopted;
  private final String password;
  private boolean closed;

  private EmbeddedStore(DirectoryLock lock, Server server, String password) throws IOException {
    this.lock = lock;
    this.server = server;
    this.password = password;
    Optional<Postmaster> leftBehind = server.findLeftBehind();
    this.adopted = leftBehind.isPresent();
    this.port = leftBehind.isPresent() ? leftBehind.get().port() : server.start();
  }

  /**
   * Starts a server, or adopts the one that runs already.
   *
   * @param directory holds the data; created when missing
   * @param programs where PostgreSQL's programs are unpacked, outside the data
   * @throws StoreUnavailable with what to do about it
   */
  public static EmbeddedStore start(Path directory, Path programs) {
    DataDirectory data = new DataDirectory(directory);
    DirectoryLock lock = null;
    try {
      PrivateFiles.createDirectory(directory);
      lock = DirectoryLock.take(data.lockFile());
      Binaries binaries = Binaries.unpackUnder(programs);
      data.prepare(binaries);
      String password = data.password();
      Server server = new Server(data, binaries, new ServerConnections(password));
      EmbeddedStore store = new EmbeddedStore(lock, server, password);
      LOG.info(
          "PostgreSQL {} on port {}, data in {}",
          store.adopted ? "adopted" : "started",
          store.port,
          data.postgres());
      lock = null;
      return store;
    } catch (IOException e) {
      throw new StoreUnavailable("cannot use the data directory " + directory, e);
    } finally {
      release(lock);
    }
  }

  /** Where programs are unpacked when nobody says otherwise: this user's corner of the temp dir. */
  public static Path defaultPrograms() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "partner-gateway-" + System.getProperty("user.name"));
  }

  public String jdbcUrl() {
    return ServerConnections.url(port, USER);
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** Whether the server ran already, left behind by a gateway that was killed. */
  public boolean adopted() {
    return adopted;
  }

  /** Stops the server in order. What connections are left are cut. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.stop();
    } finally {
      release(lock);
    }
  }

  // At the latest the lock ends with the process.
  private static void release(@Nullable DirectoryLock lock) {
    if (lock == null) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("cannot release the lock on the data directory", e);
    }
  }
}
