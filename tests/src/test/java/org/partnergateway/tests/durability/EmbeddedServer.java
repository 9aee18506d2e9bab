package org.partnergateway.tests.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL of a gateway's data directory, seen from outside. */
public final class EmbeddedServer {
  private static final int PORT_LINE = 3;
  private static final long END_SECONDS = 10;

  private final ProcessHandle process;
  private final String url;
  private final String password;

  private EmbeddedServer(ProcessHandle process, String url, String password) {
    this.process = process;
    this.url = url;
    this.password = password;
  }

  /** The server that runs on the data directory now. */
  public static EmbeddedServer of(Path directory) {
    try {
      List<String> lines = Files.readAllLines(pidFile(directory));
      return new EmbeddedServer(
          ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow(),
          "jdbc:postgresql://127.0.0.1:%s/gateway".formatted(lines.get(PORT_LINE).strip()),
          Files.readString(directory.resolve("postgres.password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void killIfLeftBehind(Path directory) {
    try {
      if (Files.exists(pidFile(directory))) {
        long pid = Long.parseLong(Files.readAllLines(pidFile(directory)).getFirst().strip());
        ProcessHandle.of(pid)
            .filter(one -> one.info().command().orElse("").endsWith("postgres"))
            .ifPresent(EmbeddedServer::kill);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path pidFile(Path directory) {
    return directory.resolve("postgres").resolve("postmaster.pid");
  }

  /** Where the gateway's database is. */
  public String url() {
    return url;
  }

  /** The password of the user gateway. */
  public String password() {
    return password;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Whether it ends by itself within seconds: who stopped it need not wait until its process, which
   * has given up its data and all else, is out of the list of processes too.
   */
  public boolean ends() {
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends it at once, as if the machine lost its power. */
  public void kill() {
    kill(process);
  }

  private static void kill(ProcessHandle process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** The first column of the first row. */
  public String ask(String question) throws SQLException {
    return list(question).getFirst();
  }

  /** The first column of every row. */
  public List<String> list(String question) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(Optional.ofNullable(rows.getString(1)).orElse("null"));
      }
      return values;
    }
  }

  public int update(String command) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(command);
    }
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "gateway", password);
  }
}
