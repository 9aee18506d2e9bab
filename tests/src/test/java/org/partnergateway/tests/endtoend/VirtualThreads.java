package org.partnergateway.tests.endtoend;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Virtual threads of this process, which no list but a dump shows. */
final class VirtualThreads {
  private VirtualThreads() {}

  /** How many there are whose names begin so. */
  static long named(String prefix) {
    try {
      Path directory = Files.createTempDirectory("threads");
      Path dump = directory.resolve("dump.json");
      try {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
        try (Stream<String> lines = Files.lines(dump)) {
          return lines.filter(line -> line.contains("\"name\": \"" + prefix)).count();
        }
      } finally {
        Files.deleteIfExists(dump);
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
