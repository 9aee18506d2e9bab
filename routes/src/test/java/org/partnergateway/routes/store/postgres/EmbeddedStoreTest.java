package org.partnergateway.routes.store.postgres;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStoreTest {
  private static final Path PROGRAMS = EmbeddedStore.defaultPrograms();

  // Making a data directory is the slow part: the tests share one, and each leaves it in order.
  @TempDir static Path directory;

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          entry("fsync", "on"),
          entry("synchronous_commit", "on"),
          entry("full_page_writes", "on"),
          entry("listen_addresses", "127.0.0.1"),
          entry("unix_socket_directories", ""),
          entry("password_encryption", "scram-sha-256"),
          entry("max_connections", "100"),
          entry("shared_buffers", "128MB"),
          entry("wal_compression", "pglz"),
          entry("server_encoding", "UTF8"),
          entry("data_checksums", "on"));

  @Test
  void theServerIsDurableAndReachableFromThisMachineAlone() throws SQLException {
    Map<String, String> found = new HashMap<>();
    try (EmbeddedStore store = start()) {
      for (String setting : SETTINGS.keySet()) {
        found.put(setting, ask(store, "show " + setting));
      }
    }
    assertThat(found).isEqualTo(SETTINGS);
  }

  @Test
  void dataSurvivesARestart() throws SQLException {
    try (EmbeddedStore store = start()) {
      run(store, "drop table if exists kept");
      run(store, "create table kept as select 'committed' as word");
    }
    try (EmbeddedStore store = start()) {
      assertThat(store.adopted()).isFalse();
      assertThat(ask(store, "select word from kept")).isEqualTo("committed");
    }
  }

  @Test
  void closingStopsTheServerAlthoughConnectionsAreOpen() throws SQLException {
    EmbeddedStore store = start();
    Postmaster server = postmaster();
    try (Connection connection = connect(store)) {
      assertThat(connection.isValid(5)).isTrue();
      store.close();
    }
    assertThat(server.isRunningOn(data())).isFalse();
    assertThat(Postmaster.of(data())).isEmpty();
  }

  @Test
  void aServerLeftBehindByAKilledGatewayIsAdopted() throws Exception {
    killAGateway();
    Postmaster leftBehind = postmaster();
    assertThat(leftBehind.isRunningOn(data())).isTrue();

    try (EmbeddedStore store = start()) {
      assertThat(store.adopted()).isTrue();
      assertThat(postmaster()).isEqualTo(leftBehind);
      assertThat(ask(store, "select word from kept")).isEqualTo("committed");
    }
    assertThat(leftBehind.isRunningOn(data())).isFalse();
  }

  @Test
  void dataOfAServerThatWasKilledTooIsRecovered() throws Exception {
    killAGateway();
    ProcessHandle server = ProcessHandle.of(postmaster().pid()).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();

    try (EmbeddedStore store = start()) {
      assertThat(store.adopted()).isFalse();
      assertThat(ask(store, "select word from kept")).isEqualTo("committed");
    }
  }

  @Test
  void aProcessIdThatIsAnotherProgramsNowIsNotTakenForTheServer() throws Exception {
    start().close();
    long somebodyElse = ProcessHandle.current().pid();
    Files.write(
        Postmaster.file(data()),
        List.of(somebodyElse + "", data().toString(), "1", "5432", "", "127.0.0.1", "", "ready"));

    try (EmbeddedStore store = start()) {
      assertThat(store.adopted()).isFalse();
      assertThat(ask(store, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aSecondGatewayOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws SQLException {
    try (EmbeddedStore first = start()) {
      assertThatThrownBy(EmbeddedStoreTest::start)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("in use by the gateway with process id")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("spring.datasource.url");
      assertThat(ask(first, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedAndLeftAlone() throws IOException {
    start().close();
    Path version = data().resolve("PG_VERSION");
    Files.writeString(version, "17\n");
    try {
      assertThatThrownBy(EmbeddedStoreTest::start)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("was written by PostgreSQL 17")
          .hasMessageContaining("brings PostgreSQL 18");
      assertThat(version).hasContent("17");
    } finally {
      Files.writeString(version, "18\n");
    }
  }

  @Test
  void aFirstStartThatWasKilledHalfWayIsBegunAnew(@TempDir Path other) throws Exception {
    Path halfWay = Files.createDirectories(other.resolve("postgres.new").resolve("base"));
    Files.writeString(halfWay.resolve("rubbish"), "rubbish");

    try (EmbeddedStore store = EmbeddedStore.start(other, PROGRAMS)) {
      assertThat(ask(store, "select 1")).isEqualTo("1");
    }
    assertThat(other.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void thePasswordIsForThisUserAloneAndNeeded() throws Exception {
    try (EmbeddedStore store = start()) {
      Path password = directory.resolve("postgres.password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> DriverManager.getConnection(store.jdbcUrl(), store.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aMissingPasswordIsToldInsteadOfMakingDataUnreachable() throws IOException {
    start().close();
    Path password = directory.resolve("postgres.password");
    Path elsewhere = Files.move(password, directory.resolve("elsewhere"));
    try {
      assertThatThrownBy(EmbeddedStoreTest::start)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("postgres.password is gone");
    } finally {
      Files.move(elsewhere, password);
    }
  }

  private static EmbeddedStore start() {
    return EmbeddedStore.start(directory, PROGRAMS);
  }

  private static Path data() {
    return directory.resolve("postgres");
  }

  private static Postmaster postmaster() {
    return Postmaster.of(data()).orElseThrow();
  }

  private static void killAGateway() throws IOException {
    Process gateway =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledGateway.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = gateway.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
    } finally {
      gateway.destroyForcibly().onExit().join();
    }
  }

  private static String ask(EmbeddedStore store, String question) throws SQLException {
    try (Connection connection = connect(store);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(EmbeddedStore store, String command) throws SQLException {
    try (Connection connection = connect(store);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static Connection connect(EmbeddedStore store) throws SQLException {
    return DriverManager.getConnection(store.jdbcUrl(), store.user(), store.password());
  }
}
