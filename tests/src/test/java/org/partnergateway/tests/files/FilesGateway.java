package org.partnergateway.tests.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.routes.GatewayApplication;
import org.partnergateway.routes.files.OutgoingFiles;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.tests.durability.EmbeddedServer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A gateway in this process, mostly with one partner, owl, that is a file of the test's. */
final class FilesGateway implements AutoCloseable {
  private static final String TOKEN = "a-test-client";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ConfigurableApplicationContext context;

  private FilesGateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts it.
   *
   * @param directory for its data and the bundle
   * @param adapter the adapter file of owl
   */
  static FilesGateway start(Path directory, String adapter, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.definitions", bundle(directory, adapter).toString());
    return start(directory, all);
  }

  /** Starts it without owl. */
  static FilesGateway start(Path directory, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("gateway.data-directory", directory.resolve("data").toString());
    all.put("gateway.api.clients.one.token", TOKEN);
    all.put("gateway.http.host", "127.0.0.1");
    all.putIfAbsent("gateway.http.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("server.port", "0");
    all.put("spring.jmx.enabled", "false");
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    SpringApplication application =
        new SpringApplication(GatewayApplication.class, TakenNotes.class);
    return new FilesGateway(application.run(arguments.toArray(String[]::new)));
  }

  private static Path bundle(Path directory, String adapter) {
    Path bundle = directory.resolve("bundle");
    Path file = bundle.resolve("partner-adapters/partners/owl.yaml");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, adapter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bundle;
  }

  /** Settings by which another gateway shares this one's store. */
  Map<String, String> sameStore(Path directory) {
    EmbeddedServer server = EmbeddedServer.of(directory.resolve("data"));
    return Map.of(
        "spring.datasource.url",
        server.url(),
        "spring.datasource.username",
        "gateway",
        "spring.datasource.password",
        server.password());
  }

  int port() {
    return context.getBean(TrafficServer.class).getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Queues a file for owl. */
  String queue(String channel, String name, byte[] content) {
    String id =
        bean(TransactionTemplate.class)
            .execute(
                status ->
                    bean(OutgoingFiles.class)
                        .queue("owl", channel, name, "application/edi-x12", content));
    if (id == null) {
      throw new IllegalStateException("no id");
    }
    return id;
  }

  /** The first column of every row. */
  List<String> ask(String question, Object... parameters) {
    return bean(JdbcClient.class).sql(question).params(parameters).query(String.class).list();
  }

  /** What the handler wrote down of files of a name, in any order. */
  List<String> taken(String name) {
    boolean none =
        ask("select to_regclass('taken_note')::text where to_regclass('taken_note') is not null")
            .isEmpty();
    return none ? List.of() : ask("select content from taken_note where name = ?", name);
  }

  HttpResponse<byte[]> call(String method, String target) throws Exception {
    return call(method, target, BodyPublishers.noBody());
  }

  HttpResponse<byte[]> call(String method, String target, BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Idempotency-Key", target)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    return HTTP.send(request, BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    context.close();
  }
}
