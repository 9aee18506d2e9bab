package org.partnergateway.tests.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Bearer tokens for client credentials, each good for four hours less a second. */
final class UpsTokens {
  static final Duration LIFETIME = Duration.ofSeconds(14_399);

  private static final String BEARER = "Bearer ";

  private final String clientId;
  private final String basic;
  private final InstantSource clock;
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

  UpsTokens(String clientId, String clientSecret, InstantSource clock) {
    this.clientId = clientId;
    this.basic =
        "Basic "
            + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(UTF_8));
    this.clock = clock;
  }

  /** Answers the token endpoint. Like UPS, writes every value as text. */
  ObjectNode issue(SimulatedRequest request) {
    if (!basic.equals(request.header("authorization"))) {
      throw new UpsProblem(401, "10401", "ClientId is Invalid");
    }
    List<String> form = List.of(new String(request.body(), UTF_8).split("&"));
    if (!form.contains("grant_type=client_credentials")) {
      throw UpsProblem.invalid("10400", "Invalid/Missing Grant Type");
    }
    Instant now = clock.instant();
    String token = UUID.randomUUID().toString().replace("-", "");
    expiries.put(token, now.plus(LIFETIME));
    return JsonNodeFactory.instance
        .objectNode()
        .put("token_type", "Bearer")
        .put("issued_at", Long.toString(now.toEpochMilli()))
        .put("client_id", clientId)
        .put("access_token", token)
        .put("expires_in", Long.toString(LIFETIME.toSeconds()))
        .put("status", "approved");
  }

  /** Lets a call with a live token pass. */
  void require(@Nullable String authorization) {
    Instant expiry =
        authorization != null && authorization.startsWith(BEARER)
            ? expiries.get(authorization.substring(BEARER.length()))
            : null;
    if (expiry == null) {
      throw new UpsProblem(401, "250002", "Invalid Authentication Information.");
    }
    if (!clock.instant().isBefore(expiry)) {
      throw new UpsProblem(401, "251004", "Bearer Token expired");
    }
  }
}
