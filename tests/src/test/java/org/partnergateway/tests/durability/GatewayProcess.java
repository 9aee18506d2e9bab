package org.partnergateway.tests.durability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.partnergateway.routes.store.postgres.EmbeddedStore;

/** A gateway in a process of its own, on a data directory, at free ports. */
public final class GatewayProcess implements AutoCloseable {
  /** The token of the one client. */
  public static final String TOKEN = "a-test-client";

  private static final Pattern MANAGEMENT_PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration END = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path log;
  private final Path directory;
  private URI address = URI.create("http://not-ready.invalid");

  private GatewayProcess(Process process, Path log, Path directory) {
    this.process = process;
    this.log = log;
    this.directory = directory;
  }

  /** Starts the gateway of this classpath, and waits until it is ready. */
  public static GatewayProcess start(Path directory, Map<String, String> properties) {
    return start(GatewayClasses.program(), directory, properties);
  }

  /** Starts the gateway of a jar, and waits until it is ready. */
  public static GatewayProcess startJar(Path jar, Path directory, Map<String, String> properties) {
    return start(List.of("-jar", jar.toString()), directory, properties);
  }

  /**
   * The same.
   *
   * @param program what starts it, after the JVM's own options
   */
  static GatewayProcess start(
      List<String> program, Path directory, Map<String, String> properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx384m");
    // It runs for seconds: the first compiler and the plainest collector are the quickest.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(program);
    command.add("--gateway.data-directory=" + directory);
    command.add("--gateway.programs-directory=" + EmbeddedStore.defaultPrograms());
    command.add("--gateway.http.host=127.0.0.1");
    command.add("--gateway.http.port=0");
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=0");
    command.add("--gateway.api.clients.test.token=" + TOKEN);
    // Free ports are known afterwards only: these two tell them.
    command.add("--logging.level.org.springframework.boot.web.embedded.tomcat=info");
    command.add("--management.endpoint.health.show-details=always");
    properties.forEach((name, value) -> command.add("--" + name + "=" + value));
    try {
      Files.createDirectories(directory);
      Path log = Files.createTempFile(directory, "gateway-", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new GatewayProcess(process, log, directory).ready();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GatewayProcess ready() {
    try {
      address = Await.value("the gateway is ready", this::trafficAddress);
      return this;
    } catch (AssertionError e) {
      String said = log();
      close();
      throw new AssertionError("The gateway did not get ready. It said:\n" + said, e);
    }
  }

  private Optional<URI> trafficAddress() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue());
    }
    Optional<JsonNode> readiness = readiness();
    return readiness
        .filter(answer -> answer.path("status").asText().equals("UP"))
        .map(answer -> answer.at("/components/traffic/details/port").asInt())
        .map(port -> URI.create("http://127.0.0.1:" + port));
  }

  /** What {@code /actuator/health/readiness} says; empty before there is anybody to ask. */
  public Optional<JsonNode> readiness() throws IOException, InterruptedException {
    Matcher port = MANAGEMENT_PORT.matcher(log());
    if (!port.find()) {
      return Optional.empty();
    }
    URI readiness =
        URI.create("http://127.0.0.1:%s/actuator/health/readiness".formatted(port.group(1)));
    return Optional.of(
        JSON.readTree(
            HTTP.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofByteArray())
                .body()));
  }

  /** Where traffic goes. */
  public URI address() {
    return address;
  }

  /** The data directory's PostgreSQL. */
  public EmbeddedServer server() {
    return EmbeddedServer.of(directory);
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as a crash or the lack of memory would. Its PostgreSQL is left behind. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, as an operator or a cluster does, and waits until it has. */
  public int stop() {
    process.destroy();
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the gateway did not end in %s:\n%s".formatted(END, log()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the gateway ended", e);
    }
    return process.exitValue();
  }

  /** Whatever has become of it, nothing is left behind. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } finally {
      process.destroyForcibly().onExit().join();
      EmbeddedServer.killIfLeftBehind(directory);
    }
  }
}
