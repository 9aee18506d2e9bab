package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks into a running Java process, with the JDK's {@code jcmd} and what Linux tells. */
public final class JavaInspection {
  private final Path logs;
  private final long pid;

  /**
   * @param logs where {@code jcmd}'s output goes
   */
  public JavaInspection(Path logs, long pid) {
    this.logs = logs;
    this.pid = pid;
  }

  /** Memory that the process holds now, in bytes; 0 where there is no {@code /proc}. */
  public long residentBytes() {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + status, e);
    }
  }

  /** Bytes of the objects that are alive, counted by a full collection. */
  public long liveHeapBytes() {
    String total = jcmd("GC.class_histogram").lines().reduce("", (before, line) -> line);
    // "Total  <objects>  <bytes>"
    return Long.parseLong(total.strip().split("\\s+")[2]);
  }

  /** Starts to record where its time goes. */
  public void startRecording(String name) {
    // Samples by processor time, which know of native code and the kernel too, besides the ordinary
    // ones.
    jcmd("JFR.start", "name=" + name, "settings=profile", "jdk.CPUTimeSample#enabled=true");
  }

  /** Ends that recording. */
  public void stopRecording(String name, Path file) {
    jcmd("JFR.stop", "name=" + name, "filename=" + file.toAbsolutePath());
  }

  private String jcmd(String... command) {
    List<String> all =
        Stream.concat(Stream.of(JavaCommand.tool("jcmd"), Long.toString(pid)), Stream.of(command))
            .toList();
    try (ChildProcess process = ChildProcess.logged("jcmd", logs, all, Map.of())) {
      process.await();
      return process.log();
    }
  }
}
