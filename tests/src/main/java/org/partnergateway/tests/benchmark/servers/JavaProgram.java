package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Java program that comes to an end by itself. */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * Runs it; throws, with the end of its log, when it fails.
   *
   * @param command as {@link JavaCommand} makes it
   */
  public static void run(String name, Path logs, List<String> command) {
    try (ChildProcess process = ChildProcess.logged(name, logs, command, Map.of())) {
      process.await();
    }
  }
}
