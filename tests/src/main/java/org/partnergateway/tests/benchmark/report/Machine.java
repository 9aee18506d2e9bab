package org.partnergateway.tests.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the numbers were measured on. */
public final class Machine {
  private Machine() {}

  /** A line each. */
  public static List<String> describe() {
    return List.of(
        "%d cores (%s), %s memory"
            .formatted(Runtime.getRuntime().availableProcessors(), processor(), memory()),
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s %s"
            .formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")));
  }

  private static String processor() {
    return lines("/proc/cpuinfo")
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String memory() {
    return lines("/proc/meminfo")
        .filter(line -> line.startsWith("MemTotal"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_048_576.0)
        .map(gigabytes -> String.format(Locale.ROOT, "%.1f GB", gigabytes))
        .findFirst()
        .orElse("unknown");
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }
}
