package org.partnergateway.routes.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** The product's own server, one for all tests, and in it a new database for each test class. */
public final class StoreDatabase implements BeforeAllCallback, AfterAllCallback {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private @Nullable HikariDataSource pool;

  @Override
  public void beforeAll(ExtensionContext context) {
    EmbeddedStore server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(StoreDatabase.class))
            .getOrComputeIfAbsent("server", key -> new SharedServer(), SharedServer.class)
            .server;
    open(server);
  }

  /** For tests of another engine, which have no such context: a server of their own. */
  public static StoreDatabase on(EmbeddedStore server) {
    StoreDatabase database = new StoreDatabase();
    database.open(server);
    return database;
  }

  private void open(EmbeddedStore server) {
    String name = "test_" + NUMBER.incrementAndGet();
    try (HikariDataSource any = pool(server, server.jdbcUrl(), 1)) {
      new JdbcTemplate(any).execute("create database " + name);
    }
    pool = pool(server, server.jdbcUrl().replaceFirst("/gateway$", "/" + name), 20);
    Flyway.configure().dataSource(dataSource()).load().migrate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    dataSource().close();
  }

  public HikariDataSource dataSource() {
    return Objects.requireNonNull(pool, "register it with @RegisterExtension, static");
  }

  public JdbcClient client() {
    return JdbcClient.create(dataSource());
  }

  public JdbcTemplate template() {
    return new JdbcTemplate(dataSource());
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(dataSource()));
  }

  private static HikariDataSource pool(EmbeddedStore server, String url, int size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    return pool;
  }

  private static final class SharedServer implements ExtensionContext.Store.CloseableResource {
    private final Path directory;
    private final EmbeddedStore server;

    SharedServer() {
      try {
        directory = Files.createTempDirectory("store-test");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      server = EmbeddedStore.start(directory, EmbeddedStore.defaultPrograms());
    }

    @Override
    public void close() throws IOException {
      server.close();
      FileSystemUtils.deleteRecursively(directory);
    }
  }
}
