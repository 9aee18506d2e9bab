package org.partnergateway.routes.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Whether a server keeps what it says it has committed, and is one that the store's SQL runs on.
 */
public final class Durability {
  private static final int OLDEST_MAJOR_VERSION = 15;

  private Durability() {}

  /**
   * Passes, or tells everything that is wrong.
   *
   * @throws StoreUnavailable when a commit may be lost, or the server is too old or out of reach
   */
  public static void require(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      require(connection);
    } catch (SQLException e) {
      throw new StoreUnavailable("cannot reach PostgreSQL: " + e.getMessage(), e);
    }
  }

  static void require(Connection connection) throws SQLException {
    List<String> wrong = new ArrayList<>();
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_MAJOR_VERSION) {
      wrong.add("it is version " + version + ", and 15 is the oldest that will do");
    }
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (show(connection, setting).equals("off")) {
        wrong.add(setting + " is off; set it to on");
      }
    }
    if (!wrong.isEmpty()) {
      throw new StoreUnavailable(
          "PostgreSQL at %s is not fit to keep what the gateway acknowledges: %s"
              .formatted(connection.getMetaData().getURL(), String.join("; ", wrong)));
    }
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }
}
