package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Login with Amazon: gives access tokens for a refresh token, each good for an hour. */
final class AmazonTokens {
  private static final Duration LIFE = Duration.ofHours(1);

  private final String clientId;
  private final String clientSecret;
  private final String refreshToken;
  private final InstantSource clock;
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final AtomicLong given = new AtomicLong();

  AmazonTokens(String clientId, String clientSecret, String refreshToken, InstantSource clock) {
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.refreshToken = refreshToken;
    this.clock = clock;
  }

  /** How many tokens were given out. */
  long given() {
    return given.get();
  }

  /** Answers the token endpoint. */
  SimulatedAnswer answer(SimulatedRequest request) {
    if (!request.method().equals("POST")) {
      return refused(405, "invalid_request", "Tokens are asked for with POST.");
    }
    Map<String, String> form = form(request.body());
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type", "Only grant_type=refresh_token is simulated.");
    }
    if (!clientId.equals(form.get("client_id"))
        || !clientSecret.equals(form.get("client_secret"))) {
      return refused(401, "invalid_client", "Client id or client secret is wrong.");
    }
    if (!refreshToken.equals(form.get("refresh_token"))) {
      return refused(400, "invalid_grant", "The refresh token is wrong.");
    }
    String token = "Atza|" + UUID.randomUUID();
    expiries.put(token, clock.instant().plus(LIFE));
    given.incrementAndGet();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("access_token", token);
    answer.put("refresh_token", refreshToken);
    answer.put("token_type", "bearer");
    answer.put("expires_in", LIFE.toSeconds());
    return AmazonAnswers.json(200, answer);
  }

  /** Lets a live token pass and refuses anything else. */
  void check(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      throw AmazonRefusal.unauthorized("The header x-amz-access-token is missing.");
    }
    Instant expiry = expiries.get(token);
    if (expiry == null) {
      throw AmazonRefusal.unauthorized("The access token is not one of ours.");
    }
    if (!clock.instant().isBefore(expiry)) {
      throw AmazonRefusal.unauthorized("The access token has expired.");
    }
  }

  private static SimulatedAnswer refused(int status, String error, String description) {
    return AmazonAnswers.json(
        status,
        JsonNodeFactory.instance
            .objectNode()
            .put("error", error)
            .put("error_description", description));
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        form.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return form;
  }
}
