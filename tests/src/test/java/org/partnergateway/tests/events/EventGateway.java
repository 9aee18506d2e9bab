package org.partnergateway.tests.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.GatewayApplication;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.postgres.EmbeddedStore;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** A gateway in this process that has no traffic of its own: what happens, a test appends. */
final class EventGateway implements AutoCloseable {
  static final String CREATED = "org.partnergateway.order.created.v1";
  static final String UPDATED = "org.partnergateway.order.updated.v1";
  private static final String TOKEN = "a-client";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final ConfigurableApplicationContext context;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  EventGateway(Map<String, String> settings) {
    try {
      directory = Files.createTempDirectory("events");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context = start(settings);
  }

  private ConfigurableApplicationContext start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("gateway.api.clients.one.token", TOKEN);
    settings.putIfAbsent("gateway.data-directory", directory.resolve("data").toString());
    settings.put("gateway.http.host", "127.0.0.1");
    settings.put("gateway.http.port", "0");
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", "0");
    // Of the broker that may run in this process.
    settings.put("logging.level.kafka", "error");
    settings.put("logging.level.state.change.logger", "error");
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new SpringApplication(GatewayApplication.class).run(arguments.toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** Another one on the same store. */
  EventGateway another(Map<String, String> settings) {
    EmbeddedStore store = bean(EmbeddedStore.class);
    Map<String, String> all = new HashMap<>(settings);
    all.put("spring.datasource.url", store.jdbcUrl());
    all.put("spring.datasource.username", store.user());
    all.put("spring.datasource.password", store.password());
    return new EventGateway(all);
  }

  JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  double meter(String name) {
    return bean(MeterRegistry.class).get(name).meter().measure().iterator().next().getValue();
  }

  /** Appends events in one transaction, and gives their ids. */
  List<String> append(String type, String key, int count) {
    return append(type, key, count, "");
  }

  /**
   * @param padding what each event bears besides, to make it large
   */
  List<String> append(String type, String key, int count, String padding) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode data =
          JsonNodeFactory.instance.objectNode().put("id", key).put("padding", padding);
      events.add(new Event(bean(Ids.class).next("evt"), type, key, key, null, Instant.now(), data));
    }
    bean(TransactionTemplate.class)
        .executeWithoutResult(transaction -> bean(EventLog.class).append(events));
    return events.stream().map(Event::id).toList();
  }

  String order() {
    return bean(Ids.class).next("ord");
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(address().resolve(target))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + TOKEN);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + bean(TrafficServer.class).getPort());
  }

  HttpClient http() {
    return http;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return StrictJson.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  /** The cursor behind all that has happened by now. */
  String end() {
    String cursor = "";
    while (true) {
      JsonNode page = json(send(request("/v1/events?limit=200" + cursor)));
      if (page.path("data").isEmpty()) {
        return page.path("next_cursor").asText();
      }
      cursor = "&cursor=" + page.path("next_cursor").asText();
    }
  }

  /** The ids of all events after a cursor, by page. */
  List<String> idsAfter(String cursor) {
    List<String> ids = new ArrayList<>();
    String at = cursor;
    while (true) {
      JsonNode page = json(send(request("/v1/events?limit=200&cursor=" + at)));
      page.path("data").forEach(event -> ids.add(event.path("id").asText()));
      if (page.path("data").isEmpty()) {
        return ids;
      }
      at = page.path("next_cursor").asText();
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
