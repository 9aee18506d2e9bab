package org.partnergateway.tests.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.StripeSignature;

/**
 * Signed events about one payment from several threads: of event number n, n minor units are taken.
 * Ends by itself when the gateway doesn't answer any more.
 */
final class WebhookLoad implements AutoCloseable {
  private static final int THREADS = 8;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final URI webhooks;
  private final String paymentId;
  private final String reference;
  private final AtomicInteger next;
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

  /**
   * @param first the first event's number
   */
  WebhookLoad(URI gateway, String paymentId, String reference, int first) {
    this.webhooks = gateway.resolve("/partners/stripe/webhooks");
    this.paymentId = paymentId;
    this.reference = reference;
    this.next = new AtomicInteger(first);
    for (int i = 0; i < THREADS; i++) {
      threads.execute(this::sendUntilItIsGone);
    }
  }

  /** Numbers of the events that were answered with 200. */
  Set<Integer> acknowledged() {
    return acknowledged;
  }

  private void sendUntilItIsGone() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        int number = next.getAndIncrement();
        if (send(number) == 200) {
          acknowledged.add(number);
        }
      }
    } catch (IOException e) {
      // It was killed: nobody promised anything about this one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends one event, and gives the answer's status. */
  int send(int number) throws IOException, InterruptedException {
    byte[] body = event(number).getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(webhooks)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json; charset=utf-8")
            .header(
                StripeSignature.HEADER,
                StripeSignature.sign(SimulatedPartners.WEBHOOK_SECRET, Instant.now(), body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  static String eventId(int number) {
    return "evt_%024d".formatted(number);
  }

  private String event(int number) {
    return """
        {"id": "%s", "object": "event", "api_version": "2023-08-16", "created": %d,
         "type": "payment_intent.succeeded", "livemode": false, "pending_webhooks": 1,
         "request": {"id": "req_1", "idempotency_key": null},
         "data": {"object": {
           "id": "%s", "object": "payment_intent", "amount": 99999999, "amount_capturable": 0,
           "amount_received": %d, "canceled_at": null, "cancellation_reason": null,
           "capture_method": "manual", "confirmation_method": "automatic", "created": %2$d,
           "currency": "usd", "description": "A load", "last_payment_error": null,
           "latest_charge": "ch_1", "livemode": false,
           "metadata": {"gateway_payment_id": "%s"}, "next_action": null,
           "payment_method": "pm_1", "payment_method_types": ["card"], "shipping": null,
           "status": "succeeded"}}}"""
        .formatted(eventId(number), Instant.now().getEpochSecond(), reference, number, paymentId);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
    http.close();
  }
}
