package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * While it is open, processes that are started run on some of the machine's cores only, and so do
 * theirs. The outside of a measurement, callers and partners, has the last core then, and what is
 * measured has the others.
 */
public final class Cores implements AutoCloseable {
  private static final int ALL = Runtime.getRuntime().availableProcessors();
  private static final Optional<Path> TASKSET = Programs.find("taskset");

  private Cores(String list) {
    pin(list);
  }

  /** Whether this machine can keep the two apart: it has two cores, and {@code taskset}. */
  public static boolean canBeSplit() {
    return ALL > 1 && TASKSET.isPresent();
  }

  /** For callers and partners. */
  public static Cores ofTheOutside() {
    return new Cores(String.valueOf(ALL - 1));
  }

  /** For what is measured. */
  public static Cores ofTheMeasured() {
    return new Cores("0-" + (ALL - 2));
  }

  @Override
  public void close() {
    pin("0-" + (ALL - 1));
  }

  /** A process starts on the cores of who starts it, which is this one. */
  private static void pin(String list) {
    if (!canBeSplit()) {
      return;
    }
    String self = String.valueOf(ProcessHandle.current().pid());
    List<String> command = List.of(TASKSET.orElseThrow().toString(), "-a", "-c", "-p", list, self);
    try {
      int status =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
