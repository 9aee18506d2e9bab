package org.partnergateway.tests.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker with its controller, with one topic, in a process of its own.
 *
 * @param port on the loopback interface
 */
public record KafkaServer(int port, ChildProcess process) implements AutoCloseable {
  private static final String NAME = "Kafka";
  private static final String HEAP = "512m";
  private static final int START_SECONDS = 60;
  private static final short ONE_COPY = 1;

  /**
   * Starts it, and makes the topic.
   *
   * @param directory where it keeps its data
   */
  public static KafkaServer start(Path logs, Path directory, String topic, int partitions) {
    int port = FreePort.find();
    Path settings = settings(directory, port, FreePort.find());
    JavaProgram.run(
        NAME + " format",
        logs,
        java(
            directory,
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            settings.toString()));
    KafkaServer server =
        new KafkaServer(
            port,
            ChildProcess.logged(
                NAME, logs, java(directory, "kafka.Kafka", settings.toString()), Map.of()));
    boolean ready = false;
    try {
      server.make(topic, partitions);
      ready = true;
    } finally {
      if (!ready) {
        server.close();
      }
    }
    return server;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  private static List<String> java(Path directory, String mainClass, String... arguments) {
    List<String> command = JavaCommand.main(HEAP, JavaCommand.classpath(), mainClass, arguments);
    // Else it logs each step of its own.
    command.add(1, "-Dlogback.configurationFile=" + directory.resolve("logback.xml"));
    return command;
  }

  private static Path settings(Path directory, int port, int controllerPort) {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve("logback.xml"),
          """
          <configuration>
            <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
            </appender>
            <root level="warn"><appender-ref ref="out"/></root>
          </configuration>
          """);
      return Files.writeString(
          directory.resolve("server.properties"),
          """
          process.roles=broker,controller
          node.id=1
          controller.quorum.voters=1@127.0.0.1:%2$d
          controller.listener.names=CONTROLLER
          listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
          log.dirs=%3$s
          offsets.topic.replication.factor=1
          """
              .formatted(port, controllerPort, directory.resolve("log")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Kafka's settings", e);
    }
  }

  private void make(String topic, int partitions) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, ONE_COPY)))
          .all()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka started", e);
    } catch (ExecutionException | TimeoutException e) {
      process.requireAlive();
      throw new IllegalStateException("Kafka makes no topic", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
