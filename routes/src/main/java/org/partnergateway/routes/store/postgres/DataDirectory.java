package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Where the embedded server keeps its data, and what lies beside it: password, lock, log. */
final class DataDirectory {
  private final Path root;

  DataDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** PostgreSQL's own directory. */
  Path postgres() {
    return root.resolve("postgres");
  }

  /** What the server says since its last start. */
  Path serverLog() {
    return root.resolve("postgres.log");
  }

  Path lockFile() {
    return root.resolve("gateway.lock");
  }

  Path passwordFile() {
    return root.resolve("postgres.password");
  }

  /** Makes it ready for a server of this build, with a new and empty database when it is new. */
  void prepare(Binaries binaries) throws IOException {
    Path version = postgres().resolve("PG_VERSION");
    if (!Files.exists(version)) {
      initialize(binaries);
      return;
    }
    String found = Files.readString(version).strip();
    int ours = binaries.majorVersion();
    if (!found.equals(Integer.toString(ours))) {
      throw new StoreUnavailable(
          """
          %s was written by PostgreSQL %s, and this gateway brings PostgreSQL %d, which cannot read \
          it. Nothing was changed. Either start the gateway version that wrote it, or carry the \
          data over with pg_upgrade or pg_dump, or set spring.datasource.url to a server of \
          version %s on that directory."""
              .formatted(postgres(), found, ours, found));
    }
  }

  /** The password of the server's only user. */
  String password() throws IOException {
    if (!Files.exists(passwordFile())) {
      throw new StoreUnavailable(
          passwordFile() + " is gone, but the data in " + postgres() + " needs it; put it back");
    }
    return Files.readString(passwordFile()).strip();
  }

  // Under another name until it is complete, so that a kill half-way leaves nothing to stumble on.
  private void initialize(Binaries binaries) throws IOException {
    Path unfinished = root.resolve("postgres.new");
    PrivateFiles.deleteTree(unfinished);
    if (!Files.exists(passwordFile())) {
      byte[] secret = new byte[24];
      new SecureRandom().nextBytes(secret);
      PrivateFiles.write(passwordFile(), HexFormat.of().formatHex(secret));
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + EmbeddedStore.USER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Sorts the same way whatever the system's libraries do after an upgrade.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions"));
    ServerSettings.TUNING.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
    Command.of(binaries.program("initdb"), arguments.toArray(String[]::new)).withoutRoot().run();
    Files.move(unfinished, postgres(), StandardCopyOption.ATOMIC_MOVE);
  }
}
