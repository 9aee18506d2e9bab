package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The few connections that starting and adopting need, before there is a pool. */
final class ServerConnections {
  private final Properties login = new Properties();

  ServerConnections(String password) {
    login.setProperty("user", EmbeddedStore.USER);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "5");
    login.setProperty("socketTimeout", "60");
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Whether what listens there is the server of that data directory, by its own word. */
  boolean serves(int port, Path dataDirectory) throws SQLException {
    try (Connection connection = connect(port, "postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show data_directory")) {
      row.next();
      return Files.isSameFile(Path.of(row.getString(1)), dataDirectory);
    } catch (IOException e) {
      return false;
    }
  }

  /** Creates the gateway's database if it is new, and checks that the server is durable. */
  void prepareDatabase(int port) throws SQLException {
    try (Connection connection = connect(port, "postgres");
        Statement statement = connection.createStatement()) {
      Durability.require(connection);
      String find = "select 1 from pg_database where datname = '" + EmbeddedStore.USER + "'";
      boolean exists;
      try (ResultSet row = statement.executeQuery(find)) {
        exists = row.next();
      }
      if (!exists) {
        statement.execute("create database " + EmbeddedStore.USER);
      }
    }
  }

  private Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(url(port, database), login);
  }
}
