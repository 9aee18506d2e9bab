package org.partnergateway.routes.store.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A gateway that commits something, says so, and waits to be killed. */
final class KilledGateway {
  private KilledGateway() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedStore store =
        EmbeddedStore.start(Path.of(arguments[0]), EmbeddedStore.defaultPrograms());
    try (Connection connection =
            DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password());
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists kept");
      statement.execute("create table kept (word text)");
      statement.execute("insert into kept values ('committed')");
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }
}
