package org.partnergateway.tests.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.shop.OrderFulfilment.Fulfilled;

/**
 * Follows the canonical events, fulfils each order that comes in, and prints a line when it has
 * been delivered.
 */
public final class SimulatedShop implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final CanonicalApi api;
  private final OrderFulfilment fulfilment;
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant since;
  private final Map<String, Fulfilled> underWay = new ConcurrentHashMap<>();
  private final Thread reader;
  private volatile boolean closed;

  private SimulatedShop(CanonicalApi api, PrintStream out, InstantSource clock, Instant since) {
    this.api = api;
    this.since = since;
    this.fulfilment = new OrderFulfilment(api);
    this.out = out;
    this.clock = clock;
    this.reader = Thread.ofVirtual().name("shop-events").unstarted(this::follow);
  }

  /**
   * @param since orders that the gateway saw before are left alone
   */
  public static SimulatedShop start(
      CanonicalApi api, PrintStream out, InstantSource clock, Instant since) {
    SimulatedShop shop = new SimulatedShop(api, out, clock, since);
    shop.reader.start();
    return shop;
  }

  private void follow() {
    String cursor = null;
    while (!closed) {
      try {
        JsonNode page = api.get(path(cursor));
        for (JsonNode event : page.path("data")) {
          handle(event);
        }
        if (page.hasNonNull("next_cursor")) {
          cursor = page.path("next_cursor").asText();
        }
        if (page.path("data").isEmpty()) {
          Thread.sleep(PAUSE);
        }
      } catch (IOException e) {
        print("events can't be read, trying again: " + e.getMessage());
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static String path(@Nullable String cursor) {
    String path = "/v1/events?limit=100";
    return cursor == null
        ? path
        : path + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  private void handle(JsonNode event) {
    JsonNode data = event.path("data");
    switch (event.path("type").asText()) {
      case "org.partnergateway.order.created.v1" ->
          Thread.ofVirtual().name("shop-order").start(() -> fulfil(data.path("id").asText()));
      case "org.partnergateway.order.updated.v1" -> {
        Fulfilled order = underWay.get(data.path("id").asText());
        if (order != null && data.path("status").asText().equals("completed")) {
          underWay.remove(order.orderId());
          print("order %s delivered".formatted(order.orderNumber()));
        }
      }
      default -> {
        // The other events are for others.
      }
    }
  }

  private void fulfil(String orderId) {
    try {
      JsonNode order = api.get("/v1/orders/" + orderId);
      if (!OrderFulfilment.isOpen(order) || isOfEarlierShop(order)) {
        return;
      }
      Fulfilled fulfilled = fulfilment.fulfil(order);
      underWay.put(orderId, fulfilled);
      print(
          "order %s %s %s, shipped with %s %s, confirmed"
              .formatted(
                  fulfilled.orderNumber(),
                  fulfilled.settled(),
                  fulfilled.total(),
                  fulfilled.carrier(),
                  fulfilled.tracking()));
    } catch (IOException e) {
      print("order %s stopped: %s".formatted(orderId, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The event log outlives the shop, and the simulated partners forget the orders of the time
   * before.
   */
  private boolean isOfEarlierShop(JsonNode order) {
    return Instant.parse(order.path("created_at").asText()).isBefore(since);
  }

  private void print(String line) {
    if (!closed) {
      out.printf("%tT shop: %s%n", clock.instant().atZone(java.time.ZoneOffset.UTC), line);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
  }
}
