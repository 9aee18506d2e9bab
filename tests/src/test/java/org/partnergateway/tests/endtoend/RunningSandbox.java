package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.policy.RetryBudget;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.tests.sandbox.Sandbox;
import org.partnergateway.tests.sandbox.SandboxOptions;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.AmazonRates;
import org.springframework.util.FileSystemUtils;

/** The one gateway of all tests here, and what they need to look at it from every side. */
final class RunningSandbox implements CloseableResource {
  private static final String TOKEN = "canary-token-c40e8d";
  private static final int ORDERS = 60;
  private static final int MOST_TIMES = 3;

  /** Long enough for the carrier to be asked for news before the last of it. */
  private static final Duration SCAN_EVERY = Duration.ofMillis(1500);

  private final Path directory;
  private final Sandbox sandbox;
  private final Api api;
  private final Arrivals arrivals;
  private final Store store;
  private final Webhooks webhooks;
  private final Meters meters;
  private JsonNode shared;
  private final ConcurrentLinkedQueue<JsonNode> unused = new ConcurrentLinkedQueue<>();

  RunningSandbox() {
    try {
      directory = Files.createTempDirectory("endtoend");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sandbox =
        Sandbox.start(
            new SandboxOptions(
                    0,
                    0,
                    0,
                    directory.resolve("data"),
                    ORDERS,
                    SCAN_EVERY,
                    // As a large account is granted: by the published rate the tests would last
                    // longer than the
                    // burst.
                    AmazonRates.withSearches(1, 20),
                    false,
                    false,
                    Map.of())
                .with("gateway.api.clients.sandbox.token", TOKEN)
                .with("gateway.partners.amazon.poll-every", "5s")
                .with("gateway.services.checkout.timeout", "1s"));
    api = new Api(sandbox.gatewayAddress(), TOKEN, sandbox.gateway().getBean(Definitions.class));
    arrivals = new Arrivals(sandbox.partners().server().port());
    store = new Store(sandbox.gateway());
    webhooks = new Webhooks(api);
    meters = new Meters(sandbox.managementAddress());
    unused.addAll(
        Await.until(
            "the seeded orders are polled",
            () -> new ArrayList<>(api.all("/v1/orders")),
            all -> all.size() >= ORDERS));
  }

  Api api() {
    return api;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Store store() {
    return store;
  }

  Webhooks webhooks() {
    return webhooks;
  }

  Meters meters() {
    return meters;
  }

  String token() {
    return TOKEN;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SimulatedPartners partners() {
    return sandbox.partners();
  }

  /** For faults that a test puts in front of a partner. */
  WireMockServer wireMock() {
    return partners().server().wireMock();
  }

  /** An order that no other test has. */
  JsonNode freshOrder() {
    JsonNode order = unused.poll();
    if (order == null) {
      throw new AssertionError("more than %d orders are needed; seed more".formatted(ORDERS));
    }
    return order;
  }

  /**
   * Asks what must leave nothing behind, neither here nor at a partner; and once more where
   * something did change, since what earlier tests set going may end just then, but hardly three
   * times.
   */
  <T> T changesNothing(Supplier<T> requests) {
    for (int time = 1; ; time++) {
      Map<String, Object> before = made();
      T answer = requests.get();
      Map<String, Object> after = made();
      if (after.equals(before)) {
        return answer;
      }
      assertThat(time).as("%s became %s", before, after).isLessThan(MOST_TIMES);
    }
  }

  private Map<String, Object> made() {
    Map<String, Object> all = new TreeMap<>(effects());
    all.putAll(store.madeByCallers());
    return all;
  }

  /** A word that no other test has. */
  static String fresh(String word) {
    return word + "-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** A payment that waits for its capture. */
  ApiAnswer authorized() {
    String key = fresh("authorize");
    return api.post(
            "/v1/payments", key, Bodies.payment(freshOrder(), Bodies.GOOD_CARD, fresh("payment")))
        .expect(201);
  }

  ApiAnswer captured() {
    String payment = authorized().id();
    return api.post("/v1/payments/" + payment + "/capture", fresh("capture"), Bodies.object())
        .expect(200);
  }

  ApiAnswer booked() {
    return api.post("/v1/shipments", fresh("book"), Bodies.booking(fresh("Reader"))).expect(201);
  }

  /** An order for payments that have nothing to do with each other. */
  synchronized JsonNode anyOrder() {
    if (shared == null) {
      shared = freshOrder();
    }
    return shared;
  }

  /** So that the faults of several tests together open no breaker and use up no retries. */
  void settle() {
    for (int i = 0; i < 3; i++) {
      api.post("/v1/rates", null, Bodies.rates("Reader")).expect(200);
      booked();
    }
    for (int i = 0; i < 8; i++) {
      api.post(
              "/v1/payments",
              fresh("authorize"),
              Bodies.payment(anyOrder(), Bodies.GOOD_CARD, fresh("payment")))
          .expect(201);
    }
    for (String partner : List.of("stripe", "ups")) {
      RetryBudget budget =
          sandbox.gateway().getBean(PartnerClients.class).policies().budget(partner);
      IntStream.range(0, 100).forEach(call -> budget.called());
    }
  }

  /** A number of the carrier's form that no shipment has. */
  static String freshTrackingNumber() {
    return "1Z9999"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT);
  }

  /** How often what is asked for through the API took effect at the partners that take writes. */
  Map<String, Long> effects() {
    Map<String, Long> effects = new TreeMap<>();
    for (String partner : List.of("stripe", "ups")) {
      partners()
          .effects(partner)
          .forEach((name, count) -> effects.put(partner + " " + name, count));
    }
    // It follows a booking by itself, and later.
    effects.remove("ups subscriptions");
    effects.put("amazon confirmations", partners().effects("amazon").get("confirmations"));
    return effects;
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
    FileSystemUtils.deleteRecursively(directory);
  }
}
