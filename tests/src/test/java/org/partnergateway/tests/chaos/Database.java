package org.partnergateway.tests.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.partnergateway.tests.durability.EmbeddedServer;
import org.partnergateway.tests.faults.FaultProxy;

/** The PostgreSQL that the gateways share, behind a proxy, and what can be done to it. */
final class Database implements AutoCloseable {
  private static final String DISK_FULL =
      """
      create table if not exists chaos_disk_full (since timestamptz not null);
      create or replace function chaos_refuse() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from chaos_disk_full) then
          raise exception 'could not extend file: No space left on device' using errcode = '53100';
        end if;
        return null;
      end $$;
      do $$
      declare one text;
      begin
        for one in select tablename from pg_tables where schemaname = 'public'
          and tablename not in ('chaos_disk_full', 'flyway_schema_history', 'scheduled_tasks')
        loop
          execute format('create or replace trigger chaos_refuse before insert or update on %I'
            || ' for each statement execute function chaos_refuse()', one);
        end loop;
      end $$
      """;

  private final Path directory;
  private final FaultProxy proxy;
  private EmbeddedStore store;

  private Database(Path directory, EmbeddedStore store) {
    this.directory = directory;
    this.store = store;
    this.proxy = FaultProxy.start(port(store));
  }

  static Database start(Path directory) {
    return new Database(directory, EmbeddedStore.start(directory, EmbeddedStore.defaultPrograms()));
  }

  private static int port(EmbeddedStore store) {
    String url = store.jdbcUrl();
    return Integer.parseInt(url.replaceAll("^.*:(\\d+)/.*$", "$1"));
  }

  /** The settings that make a gateway use it. */
  Map<String, String> gatewayProperties() {
    return Map.of(
        "spring.datasource.url",
        "jdbc:postgresql://127.0.0.1:%d/gateway".formatted(proxy.port()),
        "spring.datasource.username",
        store.user(),
        "spring.datasource.password",
        store.password(),
        "spring.datasource.hikari.connection-timeout",
        "5000");
  }

  /** Where gateways' connections come through. */
  FaultProxy proxy() {
    return proxy;
  }

  /** A connection past the proxy. */
  synchronized Connection connect() throws SQLException {
    return DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password());
  }

  /** Ends every connection of the gateways from within. */
  int terminateBackends() throws SQLException {
    return Integer.parseInt(
        ask(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = 'gateway' and pid <> pg_backend_pid()"""));
  }

  /** Ends the server as a loss of power would, and starts it again. */
  synchronized void killAndRestart() {
    EmbeddedServer.of(directory).kill();
    try {
      store.close();
    } catch (RuntimeException e) {
      // It is dead, as was meant; its lock is given back all the same.
    }
    store = EmbeddedStore.start(directory, EmbeddedStore.defaultPrograms());
    proxy.farEnd(port(store));
  }

  /** Makes the switch for {@link #diskFull}; the gateway's tables have to be there. */
  void prepareDiskFull() throws SQLException {
    update(DISK_FULL);
  }

  /** While it is, every insert and update of the gateways is refused with SQLSTATE 53100. */
  void diskFull(boolean full) throws SQLException {
    update(full ? "insert into chaos_disk_full values (now())" : "delete from chaos_disk_full");
  }

  /** The first column of the first row. */
  String ask(String question) throws SQLException {
    return list(question).getFirst();
  }

  /** The first column of every row. */
  List<String> list(String question) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  void update(String command) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  @Override
  public synchronized void close() {
    proxy.close();
    store.close();
  }
}
