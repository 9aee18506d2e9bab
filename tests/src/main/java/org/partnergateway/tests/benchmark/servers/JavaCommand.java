package org.partnergateway.tests.benchmark.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for this very Java. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * A program of the benchmark's own.
   *
   * @param heap of {@code -Xms} and {@code -Xmx}, such as {@code 64m}
   */
  public static List<String> main(String heap, String classpath, String mainClass, String... args) {
    List<String> command = java(heap);
    command.addAll(List.of("-cp", classpath, mainClass));
    command.addAll(List.of(args));
    return command;
  }

  /** An executable jar. */
  static List<String> jar(String heap, Path jar, List<String> args) {
    List<String> command = java(heap);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(args);
    return command;
  }

  /** A tool of the JDK, such as {@code jcmd}. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** The benchmark's own class path. */
  public static String classpath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> java(String heap) {
    return new ArrayList<>(
        List.of(tool("java"), "-Xms" + heap, "-Xmx" + heap, "--enable-native-access=ALL-UNNAMED"));
  }
}
