package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent's side of the Agentic Commerce Protocol of 2026-04-17: buys for somebody, and takes no
 * answer that the protocol doesn't have.
 */
public final class AgentBuyer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "2026-04-17";
  private static final Set<String> ERRORS =
      Set.of("invalid_request", "processing_error", "service_unavailable");
  private static final List<String> OF_A_SESSION =
      List.of(
          "id",
          "status",
          "currency",
          "line_items",
          "totals",
          "fulfillment_options",
          "messages",
          "links",
          "capabilities");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;

  /** An answer, with its body as it came. */
  public record Answer(int status, Map<String, String> headers, byte[] body, JsonNode json) {
    public String at(String pointer) {
      return json.at(pointer).asText();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * @param base where the merchant's paths begin, without a slash at the end
   */
  public AgentBuyer(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** A key that stands for nothing yet. */
  public static String key() {
    return UUID.randomUUID().toString();
  }

  /** What a new session is asked with. */
  public static ObjectNode wish(String product, String currency) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("line_items").addObject().put("id", product);
    body.put("currency", currency).putObject("capabilities");
    body.putObject("buyer")
        .put("first_name", "Ada")
        .put("last_name", "Buyer")
        .put("email", "a.buyer@example.com");
    ObjectNode details = body.putObject("fulfillment_details");
    details.put("name", "A. Buyer").put("phone_number", "+12125550100");
    details
        .putObject("address")
        .put("name", "A. Buyer")
        .put("line_one", "350 Fifth Avenue")
        .put("city", "New York")
        .put("state", "NY")
        .put("country", "US")
        .put("postal_code", "10118");
    return body;
  }

  /** What a session is completed with. */
  public static ObjectNode payment(String paymentToken) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode data = body.putObject("payment_data");
    data.put("handler_id", "card");
    data.putObject("instrument")
        .put("type", "card")
        .putObject("credential")
        .put("type", "spt")
        .put("token", paymentToken);
    return body;
  }

  public Answer create(String key, JsonNode body) throws IOException, InterruptedException {
    return post("/checkout_sessions", key, body);
  }

  public Answer update(String id, String key, JsonNode body)
      throws IOException, InterruptedException {
    return post("/checkout_sessions/" + id, key, body);
  }

  public Answer complete(String id, String key, JsonNode body)
      throws IOException, InterruptedException {
    return post("/checkout_sessions/" + id + "/complete", key, body);
  }

  public Answer cancel(String id, String key) throws IOException, InterruptedException {
    return post("/checkout_sessions/" + id + "/cancel", key, JsonNodeFactory.instance.objectNode());
  }

  public Answer get(String id) throws IOException, InterruptedException {
    return send("GET", "/checkout_sessions/" + id, Map.of(), null);
  }

  public Answer post(String path, String key, JsonNode body)
      throws IOException, InterruptedException {
    return send(
        "POST",
        path,
        Map.of("Idempotency-Key", key),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends with the headers that the protocol wants.
   *
   * @param headers instead of those, or besides; an empty value leaves one out
   */
  public Answer send(
      String method, String path, Map<String, String> headers, byte @Nullable [] body)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put("Authorization", "Bearer " + token);
    all.put("API-Version", VERSION);
    all.put("Request-Id", "req_" + UUID.randomUUID());
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    all.putAll(headers);
    all.values().removeIf(String::isEmpty);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    all.forEach(request::header);
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    Map<String, String> answered = new HashMap<>();
    response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
    Answer answer =
        new Answer(
            response.statusCode(), answered, response.body(), JSON.readTree(response.body()));
    judge(method, path, all, answer);
    return answer;
  }

  /** Whether the answer is one that the protocol has. */
  private static void judge(String method, String path, Map<String, String> sent, Answer answer) {
    echoed("Request-Id", sent, answer);
    if (method.equals("POST")) {
      echoed("Idempotency-Key", sent, answer);
    }
    if (answer.status() >= 400) {
      require(ERRORS.contains(answer.at("/type")), answer, "an error has one of the types");
      require(answer.json().path("code").isTextual(), answer, "an error has a code");
      require(answer.json().path("message").isTextual(), answer, "an error has a message");
      for (var member : answer.json().properties()) {
        require(
            Set.of("type", "code", "message", "param").contains(member.getKey()),
            answer,
            "an error has no " + member.getKey());
      }
      require(
          answer.status() != 409 || answer.header("Retry-After") != null,
          answer,
          "a 409 says when to come again");
      return;
    }
    boolean created = method.equals("POST") && path.equals("/checkout_sessions");
    require(answer.status() == (created ? 201 : 200), answer, "201 for a new session, else 200");
    for (String member : OF_A_SESSION) {
      require(answer.json().has(member), answer, "a session has " + member);
    }
    boolean completes = path.endsWith("/complete");
    require(completes == answer.json().has("order"), answer, "a completion alone has an order");
    require(
        !completes || answer.at("/status").equals("completed"), answer, "a completion completes");
    for (JsonNode total : answer.json().path("totals")) {
      require(total.path("amount").isIntegralNumber(), answer, "amounts are whole minor units");
    }
  }

  private static void echoed(String name, Map<String, String> sent, Answer answer) {
    String value = sent.get(name);
    require(
        value == null || value.isBlank() || value.equals(answer.header(name)),
        answer,
        name + " is not echoed");
  }

  private static void require(boolean holds, Answer answer, String what) {
    if (!holds) {
      throw new IllegalStateException(
          "%s: %d %s %s".formatted(what, answer.status(), answer.headers(), answer.text()));
    }
  }
}
