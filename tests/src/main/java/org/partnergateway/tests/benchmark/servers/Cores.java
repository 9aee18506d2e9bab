package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the outside of a measurement apart from what is measured: callers and partners are started
 * on the last of the machine's cores, the other on the others, and what they start likewise.
 */
public final class Cores {
  private static final int ALL = Runtime.getRuntime().availableProcessors();
  private static final Optional<Path> TASKSET = Programs.find("taskset");

  private Cores() {}

  /** Whether this machine can keep the two apart: it has two cores, and {@code taskset}. */
  public static boolean canBeSplit() {
    return ALL > 1 && TASKSET.isPresent();
  }

  /** Starts callers and partners. */
  public static <T> T outside(Supplier<T> start) {
    return on(String.valueOf(ALL - 1), start);
  }

  /** Starts what is measured. */
  public static <T> T measured(Supplier<T> start) {
    return on("0-" + (ALL - 2), start);
  }

  private static <T> T on(String list, Supplier<T> start) {
    pin(list);
    try {
      return start.get();
    } finally {
      pin("0-" + (ALL - 1));
    }
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
