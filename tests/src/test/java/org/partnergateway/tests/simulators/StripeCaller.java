package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Calls a simulated Stripe as a merchant would. */
final class StripeCaller {
  static final String USD =
      "amount=2500&currency=usd&confirm=true&capture_method=manual"
          + "&automatic_payment_methods[enabled]=true"
          + "&automatic_payment_methods[allow_redirects]=never&metadata[gateway_payment_id]=pay_1";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StripeSimulator stripe;

  record Answer(int status, Map<String, String> headers, JsonNode body) {
    String at(String pointer) {
      return body.at(pointer).asText();
    }
  }

  StripeCaller(StripeSimulator stripe) {
    this.stripe = stripe;
  }

  Answer post(String path, String form) {
    return call("POST", path, form, Map.of());
  }

  Answer post(String path, String form, String key) {
    return call("POST", path, form, Map.of("idempotency-key", key));
  }

  Answer get(String path) {
    return call("GET", path, "", Map.of());
  }

  /** The id of a payment that waits for its capture. */
  String authorized() {
    return authorized(USD);
  }

  String authorized(String form) {
    return post("/v1/payment_intents", form + "&payment_method=pm_card_visa").at("/id");
  }

  Answer call(String method, String path, String form, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>();
    all.put("authorization", "Bearer sk_test_sandbox");
    all.put("content-type", "application/x-www-form-urlencoded");
    all.putAll(headers);
    SimulatedAnswer answer =
        stripe.answer(new SimulatedRequest(method, path, Map.of(), all, form.getBytes(UTF_8)));
    return new Answer(answer.status(), answer.headers(), json(new String(answer.body(), UTF_8)));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
