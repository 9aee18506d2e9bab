package org.partnergateway.tests.simulators.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.partnergateway.tests.simulators.Times;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Arrivals;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.KeyRules;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Limit;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Proof;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Sandbox;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Scope;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.TokenRules;

/** Binds a {@code simulator.yaml} that has passed its schema. */
final class SimulatorReader {
  private static final Duration KEY_VALID_FOR = Duration.ofHours(24);

  private SimulatorReader() {}

  static SimulatorDefinition read(JsonNode file) {
    JsonNode sandbox = file.path("sandbox");
    return new SimulatorDefinition(
        new Sandbox(
            map(sandbox.path("credentials")),
            map(sandbox.path("settings")),
            text(sandbox, "poll_every")),
        file.path("media_type").asText("application/json"),
        map(file.path("headers")),
        list(file.path("credentials")).stream().map(SimulatorReader::proof).toList(),
        file.has("tokens") ? tokens(file.get("tokens")) : null,
        limits(file.path("limits")),
        file.has("idempotency") ? keys(file.get("idempotency")) : null,
        texts(file.path("effects")),
        text(file.path("webhooks"), "path"),
        file.has("arrivals") ? arrivals(file.get("arrivals")) : null);
  }

  private static Proof proof(JsonNode proof) {
    Scope scope = scope(proof);
    String prefix = proof.path("prefix").asText("");
    if (proof.has("issued_by")) {
      JsonNode issuer = proof.get("issued_by");
      return new Proof.AnsweredToken(
          proof.path("token").asText(),
          prefix,
          issuer.path("operation").asText(),
          issuer.path("at").asText(),
          Times.duration(issuer.path("lifetime")),
          scope);
    }
    if (proof.has("token")) {
      return new Proof.IssuedToken(proof.get("token").asText(), prefix, scope);
    }
    if (proof.has("basic")) {
      List<String> names = texts(proof.get("basic"));
      return new Proof.Basic(names.get(0), names.get(1), scope);
    }
    String credential = proof.path("is").asText();
    return proof.has("header")
        ? new Proof.Header(proof.get("header").asText(), prefix, credential, scope)
        : new Proof.Body(proof.path("body").asText(), credential, scope);
  }

  private static TokenRules tokens(JsonNode tokens) {
    return new TokenRules(
        tokens.path("path").asText(),
        tokens.path("client").asText(),
        tokens.path("client_id").asText(),
        tokens.path("client_secret").asText(),
        text(tokens, "refresh_token"),
        tokens.path("client_credentials").asBoolean(),
        Times.duration(tokens.path("lifetime")),
        tokens.path("refusals").asText().equals("own"));
  }

  private static @Nullable List<Limit> limits(JsonNode limits) {
    if (limits.isTextual() || limits.isMissingNode()) {
      return limits.asText().equals("none") ? List.of() : null;
    }
    return list(limits).stream()
        .map(
            limit ->
                new Limit(
                    texts(limit.path("operations")),
                    limit.path("permits").intValue(),
                    Times.duration(limit.path("per")),
                    limit.path("burst").asInt(limit.path("permits").intValue())))
        .toList();
  }

  private static KeyRules keys(JsonNode keys) {
    return new KeyRules(
        keys.path("header").asText(),
        scope(keys),
        keys.path("required").asBoolean(),
        keys.has("valid_for") ? Times.duration(keys.get("valid_for")) : KEY_VALID_FOR,
        text(keys, "replay_header"),
        keys.path("keeps_refusals").asBoolean());
  }

  private static Arrivals arrivals(JsonNode arrivals) {
    return new Arrivals(arrivals.path("seed").asInt(), Times.duration(arrivals.path("every")));
  }

  private static Scope scope(JsonNode node) {
    return new Scope(texts(node.path("operations")));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.has(name) ? node.get(name).asText() : null;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return List.copyOf(texts);
  }

  private static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
