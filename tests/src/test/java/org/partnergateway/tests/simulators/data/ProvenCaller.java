package org.partnergateway.tests.simulators.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.TextSource;
import org.partnergateway.adapters.failure.Effect;
import org.partnergateway.adapters.failure.Verdict;
import org.partnergateway.contracts.json.MalformedMessageException;
import org.partnergateway.contracts.xml.XmlBody;
import org.partnergateway.contracts.xml.XmlMedia;
import org.partnergateway.tests.simulators.RecordingSender;
import org.partnergateway.tests.simulators.SettableClock;
import org.partnergateway.tests.simulators.SimulatedAnswer;
import org.partnergateway.tests.simulators.SimulatedRequest;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.Proof;
import org.partnergateway.tests.simulators.data.SimulatorDefinition.TokenRules;

/** Somebody who brings just what the simulator's file wants, over no network. */
final class ProvenCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  final SettableClock clock = new SettableClock();
  final DataSimulator simulator;
  private final SimulatorBlueprint blueprint;

  ProvenCaller(SimulatorBlueprint blueprint) {
    this.blueprint = blueprint;
    this.simulator =
        new DataSimulator(
            blueprint,
            new Surroundings(
                clock,
                new RecordingSender(),
                "http://gateway",
                Duration.ofSeconds(1),
                (partner, effect, reference, resource, amount) -> {}));
  }

  OperationDefinition definition(GoldenRequest request) {
    return blueprint.partner().operations().get(request.operation());
  }

  /** Those of the adapter file that prove nothing. */
  Map<String, String> fixedHeaders() {
    Map<String, String> headers = new HashMap<>();
    blueprint
        .partner()
        .headers()
        .forEach(
            (name, source) -> {
              switch (source) {
                case TextSource.Fixed fixed -> headers.put(name, fixed.text());
                case TextSource.AttemptId id -> headers.put(name, UUID.randomUUID().toString());
                case TextSource.Reference id -> headers.put(name, UUID.randomUUID().toString());
                case TextSource.Setting setting -> headers.put(name, setting(setting.name()));
                default -> {}
              }
            });
    return headers;
  }

  private String setting(String name) {
    return blueprint.definition().sandbox().settings().getOrDefault(name, "");
  }

  /** Headers of the adapter file, and proof of who asks. */
  Map<String, String> proof() {
    Map<String, String> headers = new HashMap<>(fixedHeaders());
    for (Proof proof : blueprint.definition().proofs()) {
      switch (proof) {
        case Proof.IssuedToken token ->
            headers.put(token.header(), token.prefix() + token(blueprint.definition().tokens()));
        case Proof.AnsweredToken token ->
            headers.put(token.header(), token.prefix() + simulator.issue(token));
        case Proof.Basic basic ->
            headers.put(
                "Authorization",
                Tokens.basic(
                    blueprint.credential(basic.user()), blueprint.credential(basic.password())));
        case Proof.Header header ->
            headers.put(
                header.header(), header.prefix() + blueprint.credential(header.credential()));
        case Proof.Body unused -> {}
      }
    }
    return headers;
  }

  private String token(TokenRules rules) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> headers = new HashMap<>();
    fields.put("grant_type", rules.refreshToken() == null ? "client_credentials" : "refresh_token");
    if (rules.refreshToken() != null) {
      fields.put("refresh_token", blueprint.credential(rules.refreshToken()));
    }
    String id = blueprint.credential(rules.clientId());
    String secret = blueprint.credential(rules.clientSecret());
    if (rules.client().equals("basic")) {
      headers.put("authorization", Tokens.basic(id, secret));
    } else {
      fields.put("client_id", id);
      fields.put("client_secret", secret);
    }
    boolean json = rules.client().equals("json");
    headers.put("content-type", json ? "application/json" : "application/x-www-form-urlencoded");
    headers.put("accept", "application/json");
    SimulatedAnswer answer =
        simulator.answer(
            new SimulatedRequest(
                "POST",
                rules.path(),
                Map.of(),
                headers,
                (json ? json(fields) : form(fields)).getBytes(UTF_8)));
    return tree(answer).path("access_token").asText();
  }

  private static String json(Map<String, String> fields) {
    ObjectNode object = JSON.createObjectNode();
    fields.forEach(object::put);
    return object.toString();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** What the adapter file makes of the answer to a write. */
  Verdict verdict(SimulatedAnswer answer) {
    return blueprint.partner().errors().read(answer.status(), Effect.WRITE, () -> read(answer));
  }

  /** XML can be read only by contract: by whichever has such a document. */
  private JsonNode read(SimulatedAnswer answer) {
    String type = answer.headers().getOrDefault("Content-Type", "application/json");
    if (!XmlMedia.isXml(type)) {
      return tree(answer);
    }
    for (ServedOperation operation : blueprint.operations().all()) {
      XmlBody xml = Wire.xml(operation.contract(), answer.status(), type);
      if (xml != null) {
        try {
          return xml.read(answer.body());
        } catch (MalformedMessageException e) {
          // Another operation's.
        }
      }
    }
    throw new AssertionError("no contract has " + new String(answer.body(), UTF_8));
  }

  /** As the operation that was asked has it, which is the first that can read it. */
  private JsonNode tree(SimulatedAnswer answer) {
    String type = answer.headers().getOrDefault("Content-Type", "application/json");
    if (!XmlMedia.isXml(type)) {
      return plainTree(answer);
    }
    for (ServedOperation operation : blueprint.operations().all()) {
      try {
        return Wire.readAnswer(operation.contract(), answer.status(), type, answer.body());
      } catch (MalformedMessageException e) {
        continue; // another operation's
      }
    }
    return JSON.missingNode();
  }

  static JsonNode plainTree(SimulatedAnswer answer) {
    if (answer.body().length == 0) {
      return JSON.missingNode();
    }
    try {
      String type = answer.headers().getOrDefault("Content-Type", "application/json");
      if (type.startsWith("text/")) {
        return JSON.missingNode(); // a page, which says nothing to programs
      }
      return type.contains("json")
          ? JSON.readTree(answer.body())
          : Wire.readAnswer(null, answer.status(), type, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> breaches(DataSimulator simulator, String by) {
    return simulator.breaches().stream()
        .filter(breach -> breach.by().equals(by))
        .map(Breach::toString)
        .toList();
  }
}
