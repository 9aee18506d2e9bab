package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.TokenRules;
import org.partnergateway.transformations.formats.WireFormats;

/** Issues tokens and knows them again. For one thread at a time. */
final class Tokens {
  private final SimulatorBlueprint blueprint;
  private final TokenRules rules;
  private final InstantSource clock;
  private final Map<String, Instant> expiries = new HashMap<>();

  Tokens(SimulatorBlueprint blueprint, TokenRules rules, InstantSource clock) {
    this.blueprint = blueprint;
    this.rules = rules;
    this.clock = clock;
  }

  TokenRules rules() {
    return rules;
  }

  boolean isAt(SimulatedRequest request) {
    return request.path().equals(rules.path());
  }

  /** RFC 6749's answer to a good request. */
  ObjectNode issue(SimulatedRequest request) {
    if (!request.method().equals("POST")) {
      throw Refused.of(Reason.METHOD_NOT_ALLOWED, "Tokens are asked for with POST.");
    }
    JsonNode body = body(request);
    String client =
        rules.client().equals("basic")
            ? request.header("authorization")
            : basic(body.path("client_id").asText(), body.path("client_secret").asText());
    String wanted =
        basic(blueprint.credential(rules.clientId()), blueprint.credential(rules.clientSecret()));
    if (!wanted.equals(client)) {
      throw Refused.of(Reason.CLIENT_UNKNOWN, "Client id or client secret is wrong.");
    }
    checkGrant(request, body);
    String token = UUID.randomUUID().toString().replace("-", "");
    expiries.put(token, clock.instant().plus(rules.lifetime()));
    return JsonNodeFactory.instance
        .objectNode()
        .put("access_token", token)
        .put("token_type", "Bearer")
        .put("expires_in", rules.lifetime().toSeconds());
  }

  private void checkGrant(SimulatedRequest request, JsonNode body) {
    String refreshToken = rules.refreshToken();
    String wanted = refreshToken == null ? "client_credentials" : "refresh_token";
    String inQuery = request.queryParameter("grant_type");
    String grant = inQuery == null ? body.path("grant_type").asText() : inQuery;
    if (rules.clientCredentialsToo() && grant.equals("client_credentials")) {
      return;
    }
    if (!grant.equals(wanted)) {
      throw Refused.of(Reason.GRANT_INVALID, "The grant_type must be " + wanted + ".");
    }
    if (refreshToken != null
        && !blueprint.credential(refreshToken).equals(body.path("refresh_token").asText())) {
      throw Refused.of(Reason.GRANT_INVALID, "The refresh token is wrong.");
    }
  }

  /** Lets a live token pass. */
  void require(@Nullable String token) {
    Instant expiry = token == null ? null : expiries.get(token);
    if (expiry == null) {
      throw Refused.of(Reason.TOKEN_UNKNOWN, "The access token is not one of ours.");
    }
    if (!clock.instant().isBefore(expiry)) {
      throw Refused.of(Reason.TOKEN_EXPIRED, "The access token has expired.");
    }
  }

  private JsonNode body(SimulatedRequest request) {
    String mediaType =
        rules.client().equals("json") ? "application/json" : "application/x-www-form-urlencoded";
    String given = request.header("content-type");
    if (request.body().length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (given == null || !given.startsWith(mediaType)) {
      throw Refused.of(Reason.UNSUPPORTED_MEDIA_TYPE, "Tokens are asked for in " + mediaType + ".");
    }
    try {
      return WireFormats.of(mediaType).read(request.body());
    } catch (MalformedMessageException e) {
      throw Refused.of(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
