package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.EgressRule;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.http.Answer;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.SettableClock;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.events.Event;
import org.partnergateway.routes.store.events.EventLog;
import org.partnergateway.routes.store.events.EventOrder;
import org.partnergateway.routes.store.webhooks.DeliveryLog;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookDelivery;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.store.webhooks.WebhookFanOut;

/** Webhooks on a real store, by a clock that tests set, and with a receiver that is none. */
final class Hooks {
  static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  static final String OTHER_KEY = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  static final String CREATED = "org.partnergateway.order.created.v1";
  static final String UPDATED = "org.partnergateway.order.updated.v1";

  private final StoreDatabase database;
  final SettableClock clock = new SettableClock("2026-11-26T02:00:00Z");
  final Receiver receiver = new Receiver();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final WebhookEndpoints endpoints;
  final WebhookDeliveries deliveries;
  final DeliveryLog log;
  final EventOrder order;
  private final WebhookFanOut fanOut;
  private final Ids ids;
  private final EventLog events;
  final EndpointService service;
  DeliveryWorker worker;

  Hooks(StoreDatabase database) {
    this.database = database;
    database
        .template()
        .execute(
            """
            truncate webhook_endpoint, webhook_secret, webhook_delivery, event_log, event_order;
            update event_order_state set last = 0, forgotten = 0
            """);
    endpoints = new WebhookEndpoints(database.client(), clock);
    deliveries = new WebhookDeliveries(database.client(), clock);
    log = new DeliveryLog(database.client(), clock);
    order = new EventOrder(database.template(), database.transactions());
    fanOut = new WebhookFanOut(database.client(), order, database.transactions(), clock);
    ids = new Ids(clock);
    events = new EventLog(database.template());
    service = service(KEY);
    worker = worker(KEY);
  }

  EndpointService service(String... keys) {
    EgressRule anywhere = origin -> InetAddress.getLoopbackAddress();
    return WebhookParts.service(
        endpoints,
        fanOut,
        new SecretBox(List.of(keys)),
        anywhere,
        database.transactions(),
        ids,
        clock);
  }

  /** Another process, as it were, whose turns the test makes. */
  DeliveryWorker worker(String... keys) {
    return worker(new AtOnce(), keys);
  }

  /** Another process, as it were; start it. */
  DeliveryWorker process() {
    return worker(Executors.newVirtualThreadPerTaskExecutor(), KEY);
  }

  private DeliveryWorker worker(ExecutorService threads, String... keys) {
    return WebhookParts.worker(
        endpoints,
        deliveries,
        fanOut,
        new SecretBox(List.of(keys)),
        receiver,
        new WebhookLimits(Duration.ofSeconds(20), 8, Duration.ofDays(5), Duration.ofDays(30)),
        meters,
        threads,
        new ClockTime(clock));
  }

  /** Sends what is due, until nothing more is. */
  void deliver() {
    int before;
    do {
      before = receiver.got().size();
      worker.turn();
    } while (receiver.got().size() > before);
  }

  void forward(Duration time) {
    clock.forward(time);
    deliver();
  }

  ObjectNode create(String... types) {
    ObjectNode body = body("https://hooks.example/in?x=1");
    if (types.length > 0) {
      List.of(types).forEach(body.putArray("event_types")::add);
    }
    return create(ids.next("key"), body);
  }

  static ObjectNode body(String url) {
    return StrictJson.nodes().objectNode().put("url", url);
  }

  ObjectNode create(String key, ObjectNode body) {
    return (ObjectNode) json(answer(key, body));
  }

  Answer answer(String key, ObjectNode body) {
    return service.create("shop", key, Fingerprint.of(StrictJson.write(body)), body);
  }

  static JsonNode json(Answer answer) {
    try {
      return StrictJson.read(answer.body());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** Something happens to an order. */
  String event(String type, String orderId) {
    String id = ids.next("evt");
    Event event =
        new Event(
            id,
            type,
            orderId,
            orderId,
            "raven",
            clock.instant(),
            StrictJson.nodes().objectNode().put("id", orderId));
    database.transactions().executeWithoutResult(t -> events.append(List.of(event)));
    return id;
  }

  WebhookEndpoint endpoint(JsonNode created) {
    return endpoints.find(created.path("id").asText()).orElseThrow();
  }

  WebhookDelivery delivery(JsonNode endpoint, String event) {
    return log.find(endpoint.path("id").asText(), event).orElseThrow();
  }

  private static final class AtOnce extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private record ClockTime(SettableClock clock) implements Time {
    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public long nanos() {
      return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    @Override
    public void sleep(Duration duration) {
      clock.forward(duration);
    }
  }
}
