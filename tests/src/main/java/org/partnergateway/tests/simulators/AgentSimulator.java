package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The agent's receiver of order events, by the webhook part of the Agentic Commerce Protocol of
 * 2026-04-17: what isn't signed with the secret, or is too old, is a 401; what isn't an order event
 * a 400; an event that came before is taken once more and counted once.
 */
public final class AgentSimulator implements Simulator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/agentic_checkout/webhooks/order_events";
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d+),v1=([a-fA-F0-9]{64})");
  private static final long TOLERANCE = 300;
  private static final Set<String> MEMBERS =
      Set.of(
          "type",
          "id",
          "checkout_session_id",
          "order_number",
          "permalink_url",
          "status",
          "estimated_delivery",
          "confirmation",
          "support",
          "line_items",
          "fulfillments",
          "adjustments",
          "totals");
  private static final Set<String> STATUSES =
      Set.of(
          "created",
          "confirmed",
          "manual_review",
          "processing",
          "shipped",
          "completed",
          "canceled");

  private final byte[] secret;
  private final Clock clock;
  private final List<Told> told = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> effects = new TreeMap<>();

  /**
   * An event as it was taken.
   *
   * @param body as it came
   */
  public record Told(String id, String type, JsonNode order, String body) {}

  private record Refusal(int status, String code, String message) {}

  /**
   * @param secret that order events are signed with
   */
  public AgentSimulator(String secret, Clock clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  @Override
  public String partner() {
    return "acp";
  }

  @Override
  public synchronized Map<String, Long> effects() {
    return new TreeMap<>(effects);
  }

  /** What was told of one order, in the order in which it came. */
  public synchronized List<Told> told(String orderId) {
    return told.stream()
        .filter(event -> event.order().path("id").asText().equals(orderId))
        .toList();
  }

  @Override
  public synchronized SimulatedAnswer answer(SimulatedRequest request) {
    if (!request.path().equals(PATH) || !request.method().equals("POST")) {
      return refused(new Refusal(404, "not_found", "Nothing is there."));
    }
    Refusal refusal = judge(request);
    if (refusal != null) {
      count("refused");
      return refused(refusal);
    }
    return take(request);
  }

  private SimulatedAnswer take(SimulatedRequest request) {
    String id = String.valueOf(request.header("request-id"));
    JsonNode body = read(request.body());
    if (body == null) {
      throw new IllegalStateException("it was read before");
    }
    if (ids.add(id)) {
      count("events");
      told.add(
          new Told(
              id,
              body.path("type").asText(),
              body.path("data"),
              new String(request.body(), StandardCharsets.UTF_8)));
    } else {
      count("repeats");
    }
    return json(
        200, JsonNodeFactory.instance.objectNode().put("received", true).put("request_id", id));
  }

  private @Nullable Refusal judge(SimulatedRequest request) {
    String fault = signatureFault(request);
    if (fault != null) {
      return new Refusal(401, "invalid_signature", fault);
    }
    if (request.header("request-id") == null) {
      return new Refusal(400, "missing", "Send a Request-Id.");
    }
    String type = request.header("content-type");
    JsonNode body = read(request.body());
    if (type == null || !type.startsWith("application/json") || body == null) {
      return new Refusal(400, "invalid", "Send JSON.");
    }
    String wrong = orderFault(body);
    return wrong == null ? null : new Refusal(400, "invalid", wrong);
  }

  private @Nullable String signatureFault(SimulatedRequest request) {
    String header = request.header("merchant-signature");
    if (header == null) {
      return "Missing Merchant-Signature header.";
    }
    Matcher signature = SIGNATURE.matcher(header);
    if (!signature.matches()) {
      return "Merchant-Signature must be t=<timestamp>,v1=<64_hex>.";
    }
    long time = Long.parseLong(signature.group(1));
    if (Math.abs(clock.instant().getEpochSecond() - time) > TOLERANCE) {
      return "Timestamp outside allowed window.";
    }
    byte[] expected = hmac(signature.group(1), request.body());
    byte[] offered = HexFormat.of().parseHex(signature.group(2));
    return MessageDigest.isEqual(expected, offered)
        ? null
        : "Webhook signature verification failed.";
  }

  private byte[] hmac(String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable String orderFault(JsonNode body) {
    if (body.size() != 2 || !body.path("data").isObject()) {
      return "An event has type and data, and nothing else.";
    }
    if (!Set.of("order_create", "order_update").contains(body.path("type").asText())) {
      return "There is no event " + body.path("type");
    }
    JsonNode order = body.path("data");
    for (var member : order.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        return "An order has no " + member.getKey();
      }
    }
    for (String name : List.of("id", "checkout_session_id", "permalink_url", "status")) {
      if (!order.path(name).isTextual()) {
        return "An order must have " + name;
      }
    }
    if (!order.path("type").asText().equals("order")
        || !STATUSES.contains(order.path("status").asText())) {
      return "That is no order.";
    }
    for (JsonNode total : order.path("totals")) {
      if (!total.path("amount").isIntegralNumber() || !total.path("display_text").isTextual()) {
        return "A total has display_text and a whole amount.";
      }
    }
    return null;
  }

  private static @Nullable JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  private void count(String effect) {
    effects.merge(effect, 1L, Long::sum);
  }

  private static SimulatedAnswer refused(Refusal refusal) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("type", "invalid_request");
    error.put("code", refusal.code()).put("message", refusal.message());
    return json(refusal.status(), error);
  }

  private static SimulatedAnswer json(int status, JsonNode body) {
    return new SimulatedAnswer(
        status,
        Map.of("Content-Type", "application/json"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
