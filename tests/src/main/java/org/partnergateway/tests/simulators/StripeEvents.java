package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the webhook endpoint what happened, signed. */
final class StripeEvents {
  /** Long enough to follow the answer as a rule; nothing promises that it does. */
  private static final Duration DELAY = Duration.ofMillis(20);

  private final WebhookSender sender;
  private final String url;
  private final String secret;
  private final InstantSource clock;

  StripeEvents(WebhookSender sender, String url, String secret, InstantSource clock) {
    this.sender = sender;
    this.url = url;
    this.secret = secret;
    this.clock = clock;
  }

  /** Sends the object as it stands now. */
  void send(String type, JsonNode object, @Nullable String idempotencyKey) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", StripeIds.next("evt_"));
    event.put("object", "event");
    event.put("api_version", StripeSimulator.API_VERSION);
    event.put("created", clock.instant().getEpochSecond());
    event.put("type", type);
    event.put("livemode", false);
    event.put("pending_webhooks", 1);
    event
        .putObject("request")
        .put("id", StripeIds.next("req_"))
        .put("idempotency_key", idempotencyKey);
    event.putObject("data").set("object", object);
    byte[] body = event.toString().getBytes(UTF_8);
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json; charset=utf-8",
            StripeSignature.HEADER,
            StripeSignature.sign(secret, clock.instant(), body));
    sender.post(url, headers, body, DELAY);
  }
}
