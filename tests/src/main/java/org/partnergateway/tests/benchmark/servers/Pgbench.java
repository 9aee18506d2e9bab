package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own benchmark program.
 *
 * @param program where it is installed
 * @param temporary where its script goes
 */
public record Pgbench(Path program, EmbeddedDatabase database, Path temporary, Path logs) {
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");

  /**
   * Transactions a second.
   *
   * @param script of one transaction
   * @param body the value of the script's {@code :body}
   */
  public double run(String script, String body, int connections, int seconds) {
    Path file = temporary.resolve("insert.sql");
    try {
      Files.writeString(file, script);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    List<String> command =
        List.of(
            program.toString(),
            "--host=127.0.0.1",
            "--port=" + database.port(),
            "--username=" + EmbeddedDatabase.USER,
            "--client=" + connections,
            "--jobs=2",
            "--time=" + seconds,
            "--protocol=prepared",
            "--no-vacuum",
            "--define=body=" + body,
            "--file=" + file,
            EmbeddedDatabase.USER);
    Map<String, String> environment = Map.of("PGPASSWORD", database.password());
    try (ChildProcess process = ChildProcess.logged("pgbench", logs, command, environment)) {
      process.await();
      Matcher rate = RATE.matcher(process.log());
      if (!rate.find()) {
        throw new IllegalStateException("pgbench gives no rate: " + process.log());
      }
      return Double.parseDouble(rate.group(1));
    }
  }
}
