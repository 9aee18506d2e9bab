package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.springframework.util.FileSystemUtils;

/**
 * A gateway with several partners of each kind, which are data alone: their definitions are made of
 * the files beside this class, and one server plays them all, answering what a test tells it to.
 */
final class SeveralPartners implements CloseableResource {
  static final List<String> CARRIERS = List.of("heron", "pigeon", "snail");
  static final List<String> PROVIDERS = List.of("acorn", "chestnut", "hazel", "walnut");

  /** A provider that nobody can reach. */
  static final String AWAY = "hazel";

  static final String MARKETPLACE = "bazaar";

  private static final String SECRET = "shared-between-us";
  private static final Map<String, List<String>> KINDS =
      Map.of("carrier", CARRIERS, "payment", PROVIDERS, "marketplace", List.of(MARKETPLACE));

  private final Path directory;
  private final WireMockServer server;
  private final Sandbox sandbox;
  private final Api api;
  private final List<StubMapping> stubs = new ArrayList<>();

  SeveralPartners() {
    try {
      directory = Files.createTempDirectory("several");
      for (Map.Entry<String, List<String>> kind : KINDS.entrySet()) {
        for (String partner : kind.getValue()) {
          define(kind.getKey(), partner);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    server.start();
    SandboxOptions options =
        SandboxOptions.quiet(directory.resolve("data"))
            .with("gateway.definitions", directory.resolve("bundle").toString());
    for (List<String> partners : KINDS.values()) {
      for (String partner : partners) {
        String prefix = "gateway.partners." + partner;
        options =
            options
                .with(
                    prefix + ".base-url",
                    partner.equals(AWAY) ? "http://127.0.0.1:1" : server.baseUrl() + "/" + partner)
                .with(prefix + ".credentials.token", "token-of-" + partner);
        if (!CARRIERS.contains(partner)) {
          options = options.with(prefix + ".credentials.webhook_secret", SECRET);
        }
      }
    }
    List<String> inOrder = List.of("acorn", "chestnut", AWAY, "walnut");
    for (int i = 0; i < inOrder.size(); i++) {
      String provider = "gateway.payments.providers[%d].".formatted(i);
      options =
          options
              .with(provider + "partner", inOrder.get(i))
              .with(provider + "priority", Integer.toString(i + 1));
    }
    sandbox = Sandbox.start(options);
    api =
        new Api(
            sandbox.gatewayAddress(), Sandbox.TOKEN, sandbox.gateway().getBean(Definitions.class));
  }

  /** Writes the files of one partner, its name put in. */
  private void define(String kind, String partner) throws IOException {
    for (Path file : files(kind)) {
      String name = file.getFileName().toString();
      String place =
          name.equals("adapter.yaml")
              ? "partner-adapters/partners/" + partner + ".yaml"
              : (name.endsWith(".jslt") ? "transformations" : "contracts")
                  + "/partners/"
                  + partner
                  + "/"
                  + name;
      Path target = directory.resolve("bundle").resolve(place);
      Files.createDirectories(target.getParent());
      try (InputStream in = Files.newInputStream(file)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Files.writeString(target, text.replace("{id}", partner));
      }
    }
  }

  private static List<Path> files(String kind) throws IOException {
    try (Stream<Path> files =
        Files.list(
            Path.of(
                Objects.requireNonNull(SeveralPartners.class.getResource("several/" + kind))
                    .toURI()))) {
      return files.toList();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  Api api() {
    return api;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  String addressOf(String partner) {
    return server.baseUrl() + "/" + partner;
  }

  /** From now on this is what is answered there. */
  void answers(MappingBuilder request, ResponseDefinitionBuilder answer) {
    stubs.add(server.stubFor(request.willReturn(answer)));
  }

  /** From now on a partner answers a path, by any method, with success and this body. */
  void answers(String partner, String path, String json) {
    answers(WireMock.any(WireMock.urlPathMatching("/" + partner + path)), WireMock.okJson(json));
  }

  /** Nothing is answered any more, and what was asked is forgotten. */
  void forget() {
    stubs.forEach(server::removeStub);
    stubs.clear();
    server.resetRequests();
  }

  /** What arrived there, the oldest first. */
  List<LoggedRequest> arrived(String partner, String path) {
    return server
        .findAll(
            RequestPatternBuilder.newRequestPattern()
                .withUrl(WireMock.urlPathMatching("/" + partner + path)))
        .stream()
        .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
        .toList();
  }

  /** Has a partner tell the gateway something. */
  void tell(String partner, ObjectNode news) {
    api.send(ApiRequest.post("/partners/" + partner + "/webhooks", news).header("X-Secret", SECRET))
        .expect(200);
  }

  /**
   * An order of the marketplace, of three units of one line and two of another, for 100 dollars.
   */
  JsonNode order() {
    String number = RunningSandbox.fresh("order");
    tell(MARKETPLACE, orderNews(number, "created", "2026-11-22T10:00:00Z"));
    return Await.until(
        "the order is there",
        () ->
            api.all("/v1/orders").stream()
                .filter(order -> order.path("order_number").asText().equals(number))
                .findFirst()
                .orElse(null),
        Objects::nonNull);
  }

  static ObjectNode orderNews(String number, String state, String at) {
    ObjectNode news = Bodies.object();
    news.put("id", RunningSandbox.fresh("news")).put("kind", "order").put("number", number);
    news.put("state", state).put("at", at).put("total", 10_000);
    news.putArray("lines")
        .add(Bodies.object().put("line", "1").put("units", 3).put("canceled", 0).put("sent", 0))
        .add(Bodies.object().put("line", "2").put("units", 2).put("canceled", 0).put("sent", 0));
    return news;
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
    server.stop();
    FileSystemUtils.deleteRecursively(directory);
  }
}
