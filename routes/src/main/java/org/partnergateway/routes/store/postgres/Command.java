package org.partnergateway.routes.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of PostgreSQL's programs, run to its end. */
final class Command {
  private static final long LIMIT_MINUTES = 10;

  private final List<String> words;

  private Command(List<String> words) {
    this.words = words;
  }

  static Command of(String program, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program);
    words.addAll(List.of(arguments));
    return new Command(words);
  }

  /**
   * The same, in a user namespace of its own when we are root: there root has no name and no power,
   * which satisfies PostgreSQL, and the files stay root's.
   */
  Command withoutRoot() {
    if (!Superuser.isRoot()) {
      return this;
    }
    Superuser.requireNamespaces();
    List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
    wrapped.addAll(words);
    return new Command(wrapped);
  }

  /**
   * Runs it and gives what it printed.
   *
   * @throws StoreUnavailable with what it printed, when it fails
   */
  String run() {
    try {
      // A file, not a pipe: a server started by the program would keep a pipe open for ever.
      Path output = Files.createTempFile("postgres", ".out");
      try {
        return run(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new StoreUnavailable("cannot run " + words, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while running " + words, e);
    }
  }

  private String run(Path output) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new StoreUnavailable(words + " did not end within " + LIMIT_MINUTES + " minutes");
    }
    String printed = Files.readString(output).strip();
    if (process.exitValue() != 0) {
      throw new StoreUnavailable(
          "%s failed with %d: %s".formatted(words, process.exitValue(), printed));
    }
    return printed;
  }

  private static java.io.File nothing() {
    Path devNull = Path.of("/dev/null");
    return Files.exists(devNull) ? devNull.toFile() : new java.io.File("NUL");
  }
}
