package org.partnergateway.routes.store.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs, unpacked from the jar that carries them. They lie outside the data, in a
 * directory that only this user may write, one for each build of PostgreSQL; it may be deleted
 * while no gateway runs.
 */
final class Binaries {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

  private final Path home;

  private Binaries(Path home) {
    this.home = home;
  }

  /** Finds the programs under a directory, unpacking them when they are not there yet. */
  static Binaries unpackUnder(Path directory) {
    try (InputStream archive = archive()) {
      byte[] packed = archive.readAllBytes();
      Path home = directory.resolve("postgresql-" + digest(packed));
      if (!Files.isDirectory(home)) {
        PrivateFiles.createDirectory(directory);
        unpack(packed, home);
      }
      PrivateFiles.requireOwn(home);
      return new Binaries(home);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL under " + directory, e);
    }
  }

  /** The path of a program such as {@code pg_ctl}. */
  String program(String name) {
    return home.resolve("bin").resolve(WINDOWS ? name + ".exe" : name).toString();
  }

  /** The version before the dot, which a data directory must share. */
  int majorVersion() {
    String answer = Command.of(program("postgres"), "--version").run();
    Matcher version = VERSION.matcher(answer);
    if (!version.find()) {
      throw new StoreUnavailable("cannot tell PostgreSQL's version from \"" + answer + "\"");
    }
    return Integer.parseInt(version.group(1));
  }

  // Into a directory of its own first: a half unpacked one never gets the final name.
  private static void unpack(byte[] packed, Path home) throws IOException {
    Path parent = home.toAbsolutePath().getParent();
    Path unfinished = Files.createTempDirectory(parent, "unpacking-");
    TarXz.unpack(packed, unfinished);
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      PrivateFiles.deleteTree(unfinished);
      if (!Files.isDirectory(home)) {
        throw e;
      } // else another gateway was quicker
    }
  }

  private static InputStream archive() throws IOException {
    String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
    InputStream found = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine);
    if (found == null) {
      throw new StoreUnavailable(
          "no embedded PostgreSQL for %s on %s; set spring.datasource.url to a PostgreSQL server"
              .formatted(system(), machine));
    }
    return new BufferedInputStream(found);
  }

  private static String system() {
    String name = System.getProperty("os.name", "");
    if (WINDOWS) {
      return "Windows";
    }
    return name.startsWith("Mac") ? "Darwin" : name;
  }

  private static String digest(byte[] packed) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(packed);
      return HexFormat.of().formatHex(whole, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
