package org.partnergateway.tests.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.shop.CanonicalApi;

/**
 * A gateway dies while a receiver of webhooks has got what it was sent and nobody knows yet. The
 * next process goes on: every event comes, those of one order in order, and only what was under way
 * comes twice, under the same id.
 */
class KilledWhileDeliveringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORDERS = 12;

  @TempDir Path directory;

  @Test
  void everyEventComesAndOnlyWhatWasUnderWayComesTwice() throws Exception {
    try (SimulatedPartners partners = SimulatedPartners.start(0, Duration.ZERO);
        Receiver receiver = new Receiver()) {
      Map<String, String> properties = new HashMap<>(partners.gatewayProperties());
      properties.put(
          "gateway.webhooks.encryption-keys", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
      properties.put("gateway.webhooks.allow-private-addresses", "127.0.0.0/8");
      // Its lease ends so much sooner.
      properties.put("gateway.webhooks.timeout", "3s");
      properties.put("gateway.partners.amazon.poll-every", "1s");

      Set<String> underWay;
      try (GatewayProcess gateway = GatewayProcess.start(directory, properties)) {
        ObjectNode endpoint = JSON.createObjectNode().put("url", receiver.url());
        api(gateway).post("/v1/webhook-endpoints", "register", endpoint);
        partners.orders().seed(ORDERS);
        Await.until("deliveries are under way", () -> receiver.held.size() >= 4);
        gateway.kill();
        underWay = Set.copyOf(receiver.held);
        receiver.release.countDown();

        try (GatewayProcess second = GatewayProcess.start(directory, properties)) {
          Await.until(
              "all has been answered",
              () -> Set.copyOf(receiver.answered).containsAll(events(second).keySet()));
          Map<String, String> events = events(second);
          assertThat(receiver.all()).containsExactlyInAnyOrderElementsOf(events.keySet());
          for (String id : events.keySet()) {
            int times = (int) receiver.got.stream().filter(id::equals).count();
            assertThat(times).as(id).isEqualTo(underWay.contains(id) ? 2 : 1);
          }
          inOrder(events, receiver.answered);
        }
      }
    }
  }

  /** Of what was answered, each order's events are in the event log's order. */
  private static void inOrder(Map<String, String> events, List<String> answered) {
    Map<String, List<String>> wanted = new HashMap<>();
    events.forEach((id, key) -> wanted.computeIfAbsent(key, k -> new ArrayList<>()).add(id));
    wanted.forEach(
        (key, ids) ->
            assertThat(answered.stream().filter(ids::contains).toList())
                .as("the events of %s", key)
                .isEqualTo(ids));
  }

  /** Partition keys by event ids, in the event log's order. */
  private static Map<String, String> events(GatewayProcess gateway) {
    try {
      Map<String, String> events = new LinkedHashMap<>();
      for (JsonNode event : api(gateway).get("/v1/events?limit=200").path("data")) {
        events.put(event.path("id").asText(), event.path("partitionkey").asText());
      }
      assertThat(events).hasSizeGreaterThanOrEqualTo(ORDERS);
      return events;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CanonicalApi api(GatewayProcess gateway) {
    return new CanonicalApi(gateway.address(), GatewayProcess.TOKEN);
  }

  /** Takes what it is sent, and answers nothing until it may. */
  private static final class Receiver implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<String> got = new CopyOnWriteArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch release = new CountDownLatch(1);

    Receiver() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", this::receive);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    Set<String> all() {
      return Set.copyOf(got);
    }

    private void receive(HttpExchange exchange) throws IOException {
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      exchange.getRequestBody().readAllBytes();
      got.add(id);
      try {
        if (release.getCount() > 0) {
          held.add(id);
          release.await();
        } else {
          answered.add(id);
        }
        exchange.sendResponseHeaders(204, -1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        exchange.close();
      }
    }

    @Override
    public void close() {
      release.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
