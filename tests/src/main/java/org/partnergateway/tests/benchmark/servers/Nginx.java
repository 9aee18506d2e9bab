package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** nginx, where it is installed, with a configuration of its own. */
public final class Nginx implements Server {
  private final int port;
  private final ChildProcess process;

  private Nginx(int port, ChildProcess process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it if it is there.
   *
   * @param template its configuration, with marks for the ports and the directory
   * @param temporary where it may write
   * @param stubPort what it passes requests to
   */
  public static Optional<Server> start(Path logs, Path template, Path temporary, int stubPort) {
    Optional<Path> program = Programs.find("nginx");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    int port = FreePort.find();
    try {
      Path directory = Files.createDirectories(temporary.resolve("nginx"));
      Path configuration = directory.resolve("nginx.conf");
      Files.writeString(
          configuration,
          Files.readString(template)
              .replace("@DIRECTORY@", directory.toString())
              .replace("@PORT@", Integer.toString(port))
              .replace("@STUB_PORT@", Integer.toString(stubPort)));
      List<String> command =
          List.of(
              program.get().toString(),
              "-p",
              directory.toString(),
              "-c",
              configuration.toString(),
              "-e",
              directory.resolve("error.log").toString());
      ChildProcess process = ChildProcess.logged("nginx", logs, command, Map.of());
      Nginx nginx = new Nginx(port, process);
      Readiness.await(process, port, "/ready");
      return Optional.of(nginx);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot configure nginx", e);
    }
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public @Nullable Duration startTime() {
    return null;
  }

  @Override
  public Duration cpuTime() {
    return process.cpuTime();
  }

  @Override
  public long javaPid() {
    return 0;
  }

  @Override
  public void close() {
    process.close();
  }
}
