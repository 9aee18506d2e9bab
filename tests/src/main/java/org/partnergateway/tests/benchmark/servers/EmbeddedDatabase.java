package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The PostgreSQL that the gateway has started.
 *
 * @param port on the loopback interface
 * @param password of its user
 */
public record EmbeddedDatabase(int port, String password) {
  /** Its only user, and the name of its database. */
  public static final String USER = "gateway";

  private static final int PORT_LINE = 3;

  /**
   * Finds it.
   *
   * @param data the gateway's data directory
   */
  public static EmbeddedDatabase of(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
      return new EmbeddedDatabase(
          Integer.parseInt(lines.get(PORT_LINE).strip()),
          Files.readString(data.resolve("postgres.password")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("there is no running PostgreSQL in " + data, e);
    }
  }

  /** Ends a server that a gateway, killed, left behind on the data. */
  static void endLeftBehind(Path data) {
    try {
      Path file = data.resolve("postgres/postmaster.pid");
      if (Files.exists(file)) {
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell whether PostgreSQL still runs in " + data, e);
    }
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + USER, USER, password);
  }

  /** Runs one statement. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
    }
  }

  /** The first column of the only row, as a number. */
  public long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The first column of the only row. */
  public String text(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refuses: " + sql, e);
    }
  }
}
