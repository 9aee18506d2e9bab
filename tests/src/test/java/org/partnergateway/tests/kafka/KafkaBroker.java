package org.partnergateway.tests.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Features;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A Kafka broker with its controller, in this process, on a free port of the loopback. It keeps its
 * port and its data while it is stopped. Topics are made by {@link #createTopic} only.
 *
 * <p>As an extension, {@code @RegisterExtension static final KafkaBroker KAFKA = new
 * KafkaBroker()}, it runs for the class; else {@link #start()} and {@link #close()} are the
 * caller's.
 */
public final class KafkaBroker implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final int port = freePort();
  private final int controllerPort = freePort();
  private @Nullable Path directory;
  private @Nullable KafkaRaftServer server;

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** What clients are told. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Starts it, on the data that it had before. */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    quiet();
    KafkaRaftServer fresh =
        new KafkaRaftServer(new KafkaConfig(settings(formatted()), false), Time.SYSTEM);
    fresh.startup();
    server = fresh;
  }

  /** Stops it in order; its data stays. */
  public synchronized void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
      server = null;
    }
  }

  /** Stops it and forgets its data. */
  @Override
  public synchronized void close() {
    stop();
    if (directory != null) {
      try {
        FileSystemUtils.deleteRecursively(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      directory = null;
    }
  }

  public void createTopic(String topic, int partitions) {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic can't be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The caller closes it. */
  public Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
  }

  /** It logs every setting at every start, and every step of its way out. */
  private static void quiet() {
    for (String logger : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
      ((Logger) LoggerFactory.getLogger(logger)).setLevel(Level.ERROR);
    }
  }

  private Path formatted() {
    if (directory != null) {
      return directory;
    }
    try {
      Path fresh = Files.createTempDirectory("kafka");
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
          .setSupportedFeatures(Features.PRODUCTION_FEATURES)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(fresh.toString())
          .setDirectories(List.of(fresh.toString()))
          .run();
      directory = fresh;
      return fresh;
    } catch (Exception e) {
      throw new IllegalStateException("the broker's directory can't be made", e);
    }
  }

  /** One node, little memory, nothing that waits for others. */
  private Map<String, String> settings(Path data) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE)),
        Map.entry("controller.quorum.voters", "%d@127.0.0.1:%d".formatted(NODE, controllerPort)),
        Map.entry("controller.listener.names", CONTROLLER),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
                .formatted(port, CONTROLLER, controllerPort)),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", data.toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("log.cleaner.enable", "false"),
        Map.entry("num.network.threads", "1"),
        Map.entry("num.io.threads", "2"),
        Map.entry("background.threads", "1"),
        // Else it waits for itself when it comes back.
        Map.entry("broker.heartbeat.interval.ms", "200"),
        Map.entry("broker.session.timeout.ms", "1000"));
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
