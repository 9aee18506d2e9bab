package org.partnergateway.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.history.Entry;
import org.partnergateway.tests.history.HistoryWriter;

/** The one reader of {@code /v1/events}: goes on by its cursor at whichever gateway is there. */
final class Events implements AutoCloseable {
  private final Api api;
  private final HistoryWriter history;
  private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::follow);
  private final AtomicLong read = new AtomicLong();
  private final Queue<String> newOrders = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  Events(Api api, HistoryWriter history) {
    this.api = api;
    this.history = history;
  }

  void start() {
    thread.start();
  }

  /** How many events were read. */
  long read() {
    return read.get();
  }

  /** The ids of orders that have come, each once. */
  @Nullable String nextOrder() {
    return newOrders.poll();
  }

  private void follow() {
    String cursor = null;
    while (!closed) {
      try {
        JsonNode page =
            api.get("/v1/events?limit=200" + (cursor == null ? "" : "&cursor=" + cursor));
        JsonNode events = page.path("data");
        events.forEach(this::record);
        cursor = page.path("next_cursor").asText();
        if (events.isEmpty()) {
          Thread.sleep(100);
        }
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void record(JsonNode event) {
    String type =
        event.path("type").asText().replaceFirst("^org\\.partnergateway\\.(.*)\\.v1$", "$1");
    JsonNode data = event.path("data");
    boolean tracking = type.startsWith("tracking.");
    history.add(
        new Entry.Read(
            event.path("id").asText(),
            type,
            event.path("subject").asText(),
            data.path(tracking ? "id" : "status").asText(null),
            data.has("version") ? data.path("version").asLong() : null));
    read.incrementAndGet();
    if (type.equals("order.created")) {
      newOrders.add(event.path("subject").asText());
    }
  }

  private void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
