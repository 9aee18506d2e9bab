package org.partnergateway.tests.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.partnergateway.routes.GatewayApplication;
import org.partnergateway.routes.http.TrafficServer;
import org.partnergateway.tests.durability.HoldingProxy;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A gateway with little room, whose partners can be made to hold their answers back. */
final class CrowdedGateway implements AutoCloseable {
  static final int IN_FLIGHT = 8;
  static final int CONNECTIONS = 120;
  static final String LIMITED = "a-limited-client";
  static final String RATES = "/ups/api/rating/v2409/Shop";
  private static final String TOKEN = "a-client";

  private final Path directory;
  private final SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
  private final HoldingProxy proxy = new HoldingProxy(URI.create(partners.server().url("ups")));
  private final ConfigurableApplicationContext context;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  CrowdedGateway() {
    partners.orders().seed(3);
    try {
      directory = Files.createTempDirectory("crowded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>(partners.gatewayProperties());
    settings.computeIfPresent("gateway.partners.ups.base-url", (name, url) -> proxy.instead(url));
    settings.put("gateway.partners.ups.inbound-rate-limit.permits", "3");
    settings.put("gateway.partners.ups.inbound-rate-limit.per", "1h");
    settings.put("gateway.api.clients.one.token", TOKEN);
    settings.put("gateway.api.clients.limited.token", LIMITED);
    settings.put("gateway.api.clients.limited.rate-limit.permits", "2");
    settings.put("gateway.api.clients.limited.rate-limit.per", "1h");
    settings.put("gateway.data-directory", directory.resolve("data").toString());
    settings.put("gateway.http.host", "127.0.0.1");
    settings.put("gateway.http.port", "0");
    settings.put("gateway.http.max-in-flight", Integer.toString(IN_FLIGHT));
    settings.put("gateway.http.max-connections", Integer.toString(CONNECTIONS));
    settings.put("gateway.http.max-bytes-in-flight", "4MB");
    settings.put("gateway.http.request-timeout", "1s");
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", "0");
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    context = new SpringApplication(GatewayApplication.class).run(arguments.toArray(String[]::new));
    partners.deliverTo(address());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + context.getBean(TrafficServer.class).getPort());
  }

  /** Connections that are open now. */
  int connections() {
    return context.getBean(TrafficServer.class).connections();
  }

  Meters meters() {
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    return new Meters(URI.create("http://127.0.0.1:" + port));
  }

  Store store() {
    return new Store(context);
  }

  HoldingProxy proxy() {
    return proxy;
  }

  CompletableFuture<HttpResponse<String>> send(ApiRequest request) {
    return send(request, TOKEN);
  }

  CompletableFuture<HttpResponse<String>> send(ApiRequest request, String token) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address().resolve(request.target()))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    return http.sendAsync(builder.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    http.close();
    context.close();
    partners.close();
    FileSystemUtils.deleteRecursively(directory);
  }
}
