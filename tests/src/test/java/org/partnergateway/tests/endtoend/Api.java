package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.events.AsyncContract;
import org.partnergateway.contracts.http.HttpContract;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.MessageSchema;
import org.partnergateway.contracts.schema.Violation;
import org.partnergateway.routes.definitions.Definitions;

/**
 * A client of the gateway that holds every answer against the contracts: the OpenAPI document, the
 * AsyncAPI document for events, and {@link AnswerRules}.
 */
final class Api {
  /** Sent with every request, never to be seen again. */
  private static final Map<String, String> CANARIES =
      Map.of(
          "X-Custom", "canary-custom-5b1f",
          "Cookie", "session=canary-cookie-9d3a",
          "User-Agent", "canary-agent-77c2");

  private static final Set<String> NOT_SECRET = Set.of("Content-Type", "Prefer", "Accept");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String token;
  private final HttpContract contract;
  private final AsyncContract events;
  private final MessageSchema problem;

  Api(URI base, String token, Definitions definitions) {
    this.base = base;
    this.token = token;
    this.contract = definitions.api();
    this.events = definitions.events();
    this.problem = definitions.schemas().schema("contracts/canonical/schemas/problem.yaml", "");
  }

  JsonNode get(String target) {
    return send(ApiRequest.get(target)).expect(200).json();
  }

  ApiAnswer post(String target, @Nullable String key, JsonNode body) {
    return send(ApiRequest.post(target, body).key(key));
  }

  /** Every entry of a list, over all its pages. */
  List<JsonNode> all(String target) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    while (true) {
      String page = target + (target.contains("?") ? "&" : "?") + "limit=200" + cursor;
      JsonNode answer = get(page);
      answer.path("data").forEach(all::add);
      if (!answer.has("next_cursor") || answer.path("data").isEmpty()) {
        return all;
      }
      cursor = "&cursor=" + answer.path("next_cursor").asText();
    }
  }

  /** Sends with the token, and checks what comes back. */
  ApiAnswer send(ApiRequest request) {
    Map<String, String> headers = new LinkedHashMap<>(CANARIES);
    if (request.path().startsWith("/v1/")) {
      headers.put("Authorization", "Bearer " + token);
    }
    headers.putAll(request.headers());
    headers.values().removeIf(String::isEmpty);
    ApiAnswer answer = exchange(request, headers);
    try {
      check(request, answer);
      AnswerRules.check(request, answer, secrets(headers));
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s %s was answered %s"
              .formatted(request.method(), request.target(), answer + " " + answer.headers()),
          e);
    }
    return answer;
  }

  private static List<String> secrets(Map<String, String> headers) {
    List<String> values = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          String secret = value.startsWith("Bearer ") ? value.substring(7) : value;
          // A shorter one may stand in any id by chance.
          if (!NOT_SECRET.contains(name) && secret.length() > 4) {
            values.add(secret);
          }
        });
    return values;
  }

  private ApiAnswer exchange(ApiRequest request, Map<String, String> headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(request.target()))
            .timeout(Duration.ofSeconds(60))
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()));
    headers.forEach(builder::header);
    try {
      HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
      String mediaType = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          mediaType.endsWith("json") && !mediaType.endsWith("x-ndjson")
              ? StrictJson.read(response.body())
              : MissingNode.getInstance();
      return new ApiAnswer(response.statusCode(), response.headers(), response.body(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.target(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void check(ApiRequest request, ApiAnswer answer) {
    HttpOperation operation = operation(request);
    JsonNode body = answer.json().isMissingNode() ? null : answer.json();
    List<Violation> violations;
    if (operation != null) {
      violations = operation.checkResponse(answer.status(), answer.header("Content-Type"), body);
    } else {
      violations = body == null ? List.of() : problem.check(body);
    }
    assertThat(violations).as("the answer keeps to the contract").isEmpty();
    if (operation != null && operation.id().equals("listEvents") && answer.status() == 200) {
      for (JsonNode event : answer.json().path("data")) {
        assertThat(events.check(event.path("type").asText(), event))
            .as("the event keeps to the contract: %s", event)
            .isEmpty();
      }
    }
  }

  private @Nullable HttpOperation operation(ApiRequest request) {
    for (HttpOperation operation : contract.operations()) {
      String pattern = operation.pathTemplate().replaceAll("\\{[a-z_]+}", "[^/]+");
      if (operation.method().equals(request.method()) && request.path().matches(pattern)) {
        return operation;
      }
    }
    return null;
  }
}
