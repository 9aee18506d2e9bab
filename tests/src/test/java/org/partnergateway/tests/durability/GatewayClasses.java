package org.partnergateway.tests.durability;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.partnergateway.routes.GatewayApplication;

/**
 * The gateway's classes as its many processes are given them: with an archive of them as the JVM
 * has them once loaded, so that each need not read, verify and link them again, which is two fifths
 * of a start. A first gateway, started and stopped for nothing else, makes it in each run of tests,
 * since the JVM takes it for the very same jars alone.
 *
 * <p>Classes in directories are not archived. Where the gateway's are, as in an IDE, it starts
 * without.
 */
final class GatewayClasses {
  private static final String ALL = System.getProperty("java.class.path");

  /** Without the tests' own classes, which are in directories and which no gateway needs. */
  private static final String JARS =
      Arrays.stream(ALL.split(File.pathSeparator))
          .filter(entry -> !Files.isDirectory(Path.of(entry)))
          .collect(Collectors.joining(File.pathSeparator));

  private static @Nullable Path archive;

  private GatewayClasses() {}

  /** What starts the gateway, after the JVM's own options. */
  static synchronized List<String> program() {
    if (!Files.isRegularFile(ownFile())) {
      return List.of("-cp", ALL, GatewayApplication.class.getName());
    }
    if (archive == null) {
      archive = make();
    }
    return program("-XX:SharedArchiveFile=" + archive);
  }

  private static List<String> program(String option) {
    return List.of(option, "-cp", JARS, GatewayApplication.class.getName());
  }

  private static Path make() {
    try {
      Path directory =
          Files.createTempDirectory(
              Files.createDirectories(Path.of("target").toAbsolutePath()), "gateway-classes-");
      Path file = directory.resolve("gateway.jsa");
      try (GatewayProcess first =
          GatewayProcess.start(
              program("-XX:ArchiveClassesAtExit=" + file), directory.resolve("data"), Map.of())) {
        first.stop();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path ownFile() {
    return Path.of(
        GatewayApplication.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
