package org.partnergateway.routes.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.signature.WebhookSigner;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.RetryAfter;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;
import org.partnergateway.adapters.transport.TransportException.Reason;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.store.webhooks.WebhookEndpoint;
import org.partnergateway.routes.webhooks.SecretBox.CannotOpen;

/** Sends one delivery once. */
final class DeliverySender {
  private static final String MEDIA_TYPE = "application/cloudevents+json";

  /** Nothing longer is believed. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(30);

  private final Transport transport;
  private final EndpointSecrets secrets;
  private final Duration timeout;
  private final InstantSource clock;

  DeliverySender(
      Transport transport, EndpointSecrets secrets, Duration timeout, InstantSource clock) {
    this.transport = transport;
    this.secrets = secrets;
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * What it was answered.
   *
   * @param status 0 when there was no answer
   * @param reason why it counts as not taken; null when it was taken
   * @param retryAfter how long the endpoint wants to be left alone; null when it doesn't say
   * @param asked whether the endpoint was asked at all
   */
  record Sent(int status, @Nullable String reason, @Nullable Duration retryAfter, boolean asked) {}

  /** Told to stop before it was known. */
  static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  Sent send(WebhookEndpoint endpoint, String id, JsonNode event) throws CannotOpen, Stopped {
    WebhookUrls.Place place = WebhookUrls.Place.of(endpoint.url());
    byte[] body = StrictJson.write(event);
    Instant now = clock.instant();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("User-Agent", "partner-gateway");
    secrets.headers(endpoint).forEach(headers::set);
    headers.set("Content-Type", MEDIA_TYPE);
    WebhookSigner.headers(id, now, body, secrets.keys(endpoint)).forEach(headers::set);
    try {
      HttpAnswer answer =
          transport.send(
              new HttpRequest("POST", place.origin(), place.target(), headers, body), timeout);
      return read(answer);
    } catch (TransportException e) {
      if (e.reason() == Reason.INTERRUPTED) {
        throw new Stopped();
      }
      return new Sent(0, e.getMessage(), null, e.reason() != Reason.NOT_ALLOWED);
    }
  }

  private Sent read(HttpAnswer answer) {
    int status = answer.status();
    if (status / 100 == 2) {
      return new Sent(status, null, null, true);
    }
    Duration retryAfter = RetryAfter.read(answer.headers(), clock.instant(), LONGEST_RETRY_AFTER);
    String reason =
        switch (status / 100) {
          case 3 -> "It was answered %d; redirects are not followed".formatted(status);
          default -> "It was answered %d".formatted(status);
        };
    return new Sent(status, reason, retryAfter, true);
  }
}
