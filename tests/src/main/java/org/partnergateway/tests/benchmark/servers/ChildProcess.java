package org.partnergateway.tests.benchmark.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that ends when it is closed, or else with the benchmark. */
public final class ChildProcess implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 30;
  private static final int LOG_TAIL = 3_000;

  private final String name;
  private final Process process;
  private final Path log;
  private final Runnable cleanUp;
  private final Thread hook;

  private ChildProcess(String name, Process process, Path log, Runnable cleanUp) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.cleanUp = cleanUp;
    this.hook = new Thread(this::end, "end-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a process whose input and output are pipes, and whose errors go to {@code <name>.log}.
   *
   * @param directory where logs go
   */
  static ChildProcess piped(String name, Path directory, List<String> command) {
    return start(name, directory, command, Map.of(), false, () -> {});
  }

  /**
   * Starts a process whose output and errors go to {@code <name>.log}.
   *
   * @param directory where logs go
   * @param environment variables besides those of the benchmark
   */
  static ChildProcess logged(
      String name, Path directory, List<String> command, Map<String, String> environment) {
    return start(name, directory, command, environment, true, () -> {});
  }

  /**
   * The same.
   *
   * @param cleanUp what is to be done when it has ended, however it did
   */
  static ChildProcess logged(String name, Path directory, List<String> command, Runnable cleanUp) {
    return start(name, directory, command, Map.of(), true, cleanUp);
  }

  private static ChildProcess start(
      String name,
      Path directory,
      List<String> command,
      Map<String, String> environment,
      boolean outputToo,
      Runnable cleanUp) {
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve(name + ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      if (outputToo) {
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
      }
      builder.environment().putAll(environment);
      return new ChildProcess(name, builder.start(), log, cleanUp);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** The processor time that it and its children have used. */
  Duration cpuTime() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Throws, with the end of its log, when it has ended by itself. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(name, process.exitValue(), logTail()));
    }
  }

  /** Writes a line to it and reads the line that it answers. */
  String ask(String line) {
    try {
      Writer in = process.outputWriter(UTF_8);
      in.write(line);
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not listen: " + logTail(), e);
    }
    return readLine();
  }

  /** The next line that it writes. */
  String readLine() {
    BufferedReader out = process.inputReader(UTF_8);
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " says nothing more: " + logTail());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** Waits for its end; throws when it fails. */
  void await() {
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("%s failed with %d: %s".formatted(name, code, logTail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ran", e);
    }
  }

  /** What it wrote. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private String logTail() {
    String text = log();
    return text.substring(Math.max(0, text.length() - LOG_TAIL));
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Asks it to stop, and makes it stop when it does not. */
  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroy);
    cleanUp.run();
  }
}
