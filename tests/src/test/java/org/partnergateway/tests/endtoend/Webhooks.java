package org.partnergateway.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.tests.sandbox.SimulatedPartners;
import org.partnergateway.tests.simulators.StripeSignature;

/** Messages as partners push them. */
final class Webhooks {
  static final String STRIPE = "/partners/stripe/webhooks";
  static final String UPS = "/partners/ups/webhooks";

  private final Api api;

  Webhooks(Api api) {
    this.api = api;
  }

  ApiAnswer stripe(ObjectNode event) {
    return api.send(
        signed(StrictJson.write(event), SimulatedPartners.WEBHOOK_SECRET, Instant.now()));
  }

  static ApiRequest signed(byte[] body, String secret, Instant at) {
    return ApiRequest.post(STRIPE, body)
        .header(StripeSignature.HEADER, StripeSignature.sign(secret, at, body));
  }

  static ApiRequest signed(byte[] body) {
    return signed(body, SimulatedPartners.WEBHOOK_SECRET, Instant.now());
  }

  static ApiRequest signed(String body) {
    return signed(body.getBytes(StandardCharsets.UTF_8));
  }

  static ApiRequest ups(byte[] body) {
    // The carrier's own name, which is kept with the message and shown with it.
    return ApiRequest.post(UPS, body)
        .header("credential", "sandbox")
        .header("User-Agent", "UPSPubSubTrackingService");
  }

  /** An event about a payment of ours, in the form in which the provider tells of it. */
  static ObjectNode paymentEvent(
      String id, String type, String intentStatus, JsonNode payment, Instant created) {
    ObjectNode event = Bodies.object();
    event.put("id", id).put("object", "event").put("api_version", "2023-08-16");
    event.put("created", created.getEpochSecond()).put("type", type).put("livemode", false);
    event.put("pending_webhooks", 1);
    event.putObject("request").put("id", "req_1").putNull("idempotency_key");
    long amount = payment.at("/amount/amount").asLong();
    boolean taken = intentStatus.equals("succeeded");
    ObjectNode intent = event.putObject("data").putObject("object");
    intent.put("id", payment.at("/partner_refs/0/value").asText("pi_none"));
    intent.put("object", "payment_intent").put("status", intentStatus);
    intent.put("amount", amount).put("currency", "usd");
    intent.put("amount_capturable", taken ? 0 : amount).put("amount_received", taken ? amount : 0);
    intent.put("capture_method", "manual").put("confirmation_method", "automatic");
    intent.put("created", created.getEpochSecond()).put("livemode", false);
    intent.putArray("payment_method_types").add("card");
    intent.putObject("metadata").put("gateway_payment_id", payment.path("id").asText());
    return event;
  }
}
