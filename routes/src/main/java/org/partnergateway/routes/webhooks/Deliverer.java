package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.Failure.Health;
import org.partnergateway.routes.events.CloudEvents;
import org.partnergateway.routes.store.Columns;
import org.partnergateway.routes.store.webhooks.Attempt;
import org.partnergateway.routes.store.webhooks.ClaimedDelivery;
import org.partnergateway.routes.store.webhooks.WebhookDeliveries;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.store.webhooks.WebhookEndpoints;
import org.partnergateway.routes.webhooks.DeliverySender.Sent;
import org.partnergateway.routes.webhooks.DeliverySender.Stopped;
import org.partnergateway.routes.webhooks.SecretBox.CannotOpen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a claimed delivery, and notes in the store what came of it. */
final class Deliverer {
  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
  private static final int GONE = 410;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  /** Until the operator has mended the keys. */
  private static final Duration WITHOUT_KEY = Duration.ofMinutes(1);

  private final WebhookEndpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final DeliverySender sender;
  private final DeliverySchedule schedule;
  private final Duration disableAfter;
  private final MeterRegistry meters;
  private final InstantSource clock;

  Deliverer(
      WebhookEndpoints endpoints,
      WebhookDeliveries deliveries,
      DeliverySender sender,
      DeliverySchedule schedule,
      Duration disableAfter,
      MeterRegistry meters,
      InstantSource clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.sender = sender;
    this.schedule = schedule;
    this.disableAfter = disableAfter;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @return what it says of the endpoint
   */
  Health deliver(WebhookEndpoint endpoint, ClaimedDelivery delivery) {
    Instant begin = clock.instant();
    JsonNode body =
        delivery.event() == null ? delivery.body() : CloudEvents.envelope(delivery.event());
    if (body == null) {
      String reason = "The event isn't kept any more; see gateway.events.keep-for";
      deliveries.failed(delivery, attempt(begin, 0, reason));
      count(endpoint, "failed", begin);
      return Health.UNSAID;
    }
    try {
      return note(endpoint, delivery, begin, sender.send(endpoint, delivery.eventId(), body));
    } catch (Stopped e) {
      deliveries.giveBack(delivery, clock.instant());
    } catch (CannotOpen e) {
      LOG.error("Webhook endpoint {} is sent nothing: {}", endpoint.id(), e.getMessage());
      deliveries.giveBack(delivery, clock.instant().plus(WITHOUT_KEY));
    }
    return Health.UNSAID;
  }

  private Health note(
      WebhookEndpoint endpoint, ClaimedDelivery delivery, Instant begin, Sent sent) {
    Attempt attempt = attempt(begin, sent.status(), sent.reason());
    if (sent.reason() == null) {
      endpoints.worked(endpoint.id());
      deliveries.delivered(delivery, attempt);
      count(endpoint, "delivered", begin);
      return Health.GOOD;
    }
    Instant now = clock.instant();
    Instant again = schedule.next(delivery.tries() + 1, now, sent.retryAfter());
    if (again == null) {
      LOG.warn(
          "Event {} was not taken by webhook endpoint {} in ten attempts: {}",
          delivery.eventId(),
          endpoint.id(),
          sent.reason());
      deliveries.failed(delivery, attempt);
    } else {
      deliveries.later(delivery, attempt, again);
    }
    count(endpoint, again == null ? "failed" : "put_off", begin);
    notTaken(endpoint, sent, now);
    return health(sent);
  }

  private void notTaken(WebhookEndpoint endpoint, Sent sent, Instant now) {
    boolean wholeEndpoint = sent.status() == TOO_MANY || sent.status() == UNAVAILABLE;
    @Nullable Instant pause =
        wholeEndpoint && sent.retryAfter() != null ? now.plus(sent.retryAfter()) : null;
    boolean tooLong =
        endpoints
            .failed(endpoint.id(), pause)
            .map(since -> !since.plus(disableAfter).isAfter(now))
            .orElse(false);
    if (sent.status() == GONE) {
      disable(endpoint, "gone", "it was answered 410");
    } else if (tooLong) {
      disable(endpoint, "failing", "nothing was taken for " + disableAfter.toHours() + " hours");
    }
  }

  private void disable(WebhookEndpoint endpoint, String reason, String words) {
    if (endpoints.disable(endpoint.id(), reason)) {
      LOG.warn(
          "Webhook endpoint {} at {} is disabled, since {}; its place is kept",
          endpoint.id(),
          endpoint.url(),
          words);
      meters.counter("gateway.webhooks.disabled", "reason", reason).increment();
    }
  }

  /** An endpoint that refuses what it gets is there all the same. */
  private static Health health(Sent sent) {
    int status = sent.status();
    boolean refused = status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_MANY;
    return refused || !sent.asked() ? Health.UNSAID : Health.BAD;
  }

  private Attempt attempt(Instant begin, int status, @Nullable String reason) {
    return new Attempt(
        Columns.toMicros(begin),
        Duration.between(begin, clock.instant()),
        status == 0 ? null : status,
        reason);
  }

  private void count(WebhookEndpoint endpoint, String outcome, Instant begin) {
    meters
        .timer("gateway.webhooks.attempts", "endpoint", endpoint.id(), "outcome", outcome)
        .record(Duration.between(begin, clock.instant()));
  }
}
